// The worker beside the pages: that it is there, that it keeps everything, and that a new release is let in when it harms
// nobody. Where there can be none, NoWorker says why: "insecure", "unsupported", "untrusted", "unheard" or "full".
const ADDRESS = "/sw.js"
const PATIENCE = 180_000
const AT_THE_DOOR = 10_000
const WHY = { SecurityError: "untrusted", QuotaExceededError: "full" }
// Held by every page with a scanner on it, and by whoever sends: a new release waits for both.
const SCANNING = "rollcall.scanning"
const SENDING = "rollcall.outbox"
const KEPT = "/offline"

class NoWorker extends Error {
  constructor(why) {
    super(why)
    this.name = why
  }
}

export async function worker() {
  if (!isSecureContext) throw new NoWorker("insecure")
  if (!navigator.serviceWorker || !globalThis.caches || !navigator.locks) throw new NoWorker("unsupported")
  try {
    const registration = await navigator.serviceWorker.register(ADDRESS, { type: "module" })
    if (registration) return registration
  } catch (fault) {
    throw new NoWorker(WHY[fault.name] ?? "unheard")
  }
  throw new NoWorker("unsupported")
}

// Every file and page of this release is on the phone when this resolves. `tell` hears { done, total } meanwhile.
export async function prepare(language, tell = () => {}) {
  const registration = await worker()
  await settled(registration, tell)
  if (registration.waiting) await takeOver(registration)
  registration.active.postMessage({ wish: "fill", language })
  await told(({ filled }) => filled, tell)
}

export async function keptLanguage() {
  const page = await globalThis.caches?.match(KEPT, { ignoreVary: true }).catch(() => null)
  return page?.headers.get("Content-Language") ?? null
}

// False where a room is being counted or work is being sent, in whichever window, and where the new one does not come in.
export function takeOver(registration) {
  return alone([SCANNING, SENDING], () => !registration.waiting || letIn(registration.waiting))
}

// For as long as this page is open.
export function holdWhileScanning() {
  navigator.locks?.request(SCANNING, { mode: "shared" }, () => new Promise(() => {}))
}

// Nobody can scan or send meanwhile: a worker that is gone, or says nothing, is not waited for.
function letIn(coming) {
  return new Promise((resolve) => {
    const look = () => {
      if (coming.state === "activated") resolve(true)
      if (coming.state === "redundant") resolve(false)
    }
    coming.addEventListener("statechange", look)
    setTimeout(resolve, AT_THE_DOOR, false)
    coming.postMessage({ wish: "take over" })
    look()
  })
}

// A worker on its way in is through with it, one way or the other.
async function settled(registration, tell) {
  const coming = registration.installing
  if (coming) await told(() => coming.state !== "installing", tell, (look) => coming.addEventListener("statechange", look))
  if (!registration.active && !registration.waiting) throw new NoWorker("unheard")
  const ready = await Promise.race([navigator.serviceWorker.ready, later(AT_THE_DOOR)])
  if (!ready) throw new NoWorker("unheard")
}

function later(patience) {
  return new Promise((resolve) => setTimeout(resolve, patience))
}

// Waits for what the worker says; silence for three minutes is an answer, too.
function told(enough, tell, alsoAt = () => {}) {
  const pages = new BroadcastChannel("rollcall.worker")
  let overdue
  return new Promise((resolve, reject) => {
    const refuse = (why) => reject(new NoWorker(why))
    const look = (said = {}) => {
      clearTimeout(overdue)
      overdue = setTimeout(refuse, PATIENCE, "unheard")
      if (said.total) tell(said)
      if (said.fault) refuse(WHY[said.fault] ?? "unheard")
      if (enough(said)) resolve()
    }
    pages.onmessage = ({ data }) => look(data)
    alsoAt(() => look())
    look()
  }).finally(() => {
    clearTimeout(overdue)
    pages.close()
  })
}

function alone([first, ...others], act) {
  if (!first) return act()
  return navigator.locks.request(first, { ifAvailable: true }, (lock) => (lock ? alone(others, act) : false))
}
