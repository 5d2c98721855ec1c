// The one camera of a page: asked for once a visit, given back when nobody looks, fetched again when the phone takes it away.
const CHOSEN = "rollcall.camera"
const PATIENCE = 2000
// Somebody may be reading what the browser asks them; or nobody will ever answer.
const UNANSWERED = 10_000
const TROUBLES = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotReadableError: "busy",
  AbortError: "busy",
}

export class Camera extends EventTarget {
  state = "off"
  #video
  #stream = null
  #turn = 0
  #back = false
  #retried = false
  #watch = null
  #life = new AbortController()

  constructor(video) {
    super()
    this.#video = video
    const { signal } = this.#life
    document.addEventListener("visibilitychange", () => document.hidden ? this.lend() : this.takeBack(), { signal })
    addEventListener("pagehide", () => this.lend(), { signal })
    addEventListener("pageshow", (event) => event.persisted && this.takeBack(), { signal })
    this.#hearOfPermission(signal)
  }

  get track() {
    return this.#stream?.getVideoTracks()[0] ?? null
  }

  // Whether starting asks nobody anything: it was allowed or refused before, or there is none.
  async asksNobody() {
    const permission = await askedBefore()
    if (permission && permission.state !== "prompt") return true
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    return !devices.some(({ kind }) => kind === "videoinput")
  }

  start() {
    this.#retried = false
    if (!document.hidden) return this.#open()
    this.pause()
    this.#back = true
  }

  pause() {
    this.#back = false
    this.#release()
    this.#become("paused")
  }

  // Somebody else wants it for a while: another app, the phone's own camera, or nobody.
  lend() {
    if (!["starting", "unanswered", "live", "frozen"].includes(this.state)) return
    this.pause()
    this.#back = true
  }

  takeBack() {
    if (this.#back) this.start()
    this.#back = false
  }

  choose(id) {
    remember(id)
    return this.start()
  }

  close() {
    this.#life.abort()
    this.#release()
  }

  async #open() {
    this.#release()
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) return this.#become("insecure")
    const turn = this.#turn
    this.#become("starting")
    const overdue = setTimeout(() => turn === this.#turn && this.#become("unanswered"), UNANSWERED)
    try {
      const stream = await ask()
      if (turn !== this.#turn) return stop(stream)
      this.#hold(stream)
    } catch (trouble) {
      if (turn === this.#turn) this.#become(TROUBLES[trouble.name] ?? "busy")
    } finally {
      clearTimeout(overdue)
    }
  }

  #hold(stream) {
    this.#stream = stream
    this.#video.srcObject = stream
    this.track.addEventListener("ended", () => this.#fetchAgain())
    // A phone that saves power may want a touch before it plays.
    this.#video.play().catch(() => this.#stream === stream && this.pause())
    // A muted track (a call comes in, another app takes over) often comes back by itself; the watch decides.
    this.#watchForFrames()
  }

  #release() {
    this.#turn += 1
    clearInterval(this.#watch)
    if (this.#stream) stop(this.#stream)
    this.#stream = null
    this.#video.srcObject = null
  }

  #watchForFrames() {
    // The clock of a video goes on when its track has died, and a dying track may still give a frame or two:
    // only a picture that has moved for a while is trusted to be well.
    const frames = () => this.#video.getVideoPlaybackQuality().totalVideoFrames
    const began = performance.now()
    let count = frames()
    let since = began
    this.#watch = setInterval(() => {
      const now = performance.now()
      if (frames() !== count) {
        count = frames()
        since = now
        if (this.state !== "live") this.#become("live")
        if (now - began > 2 * PATIENCE) this.#retried = false
      } else if (now - since > PATIENCE && this.state !== "frozen") {
        this.#fetchAgain()
      }
    }, 100)
  }

  // Once by itself; when that brings no picture either, the person decides.
  #fetchAgain() {
    if (document.hidden) return
    if (this.#retried) return this.#become("frozen")
    this.#retried = true
    this.#open()
  }

  async #hearOfPermission(signal) {
    const permission = await askedBefore()
    permission?.addEventListener("change", () => {
      if (permission.state === "granted" && this.state === "refused") this.start()
    }, { signal })
  }

  #become(state) {
    this.state = state
    this.dispatchEvent(new Event("change"))
  }
}

// Firefox before 2025 and old WebKit do not know this permission: then the button remains.
function askedBefore() {
  return navigator.permissions?.query({ name: "camera" }).catch(() => null)
}

async function ask() {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  const chosen = localStorage.getItem(CHOSEN)
  if (chosen) {
    try {
      return await navigator.mediaDevices.getUserMedia({ video: { deviceId: { exact: chosen }, ...size } })
    } catch (trouble) {
      if (!["OverconstrainedError", "NotFoundError"].includes(trouble.name)) throw trouble
      remember(null)
    }
  }
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, ...size } })
}

function remember(id) {
  if (id) localStorage.setItem(CHOSEN, id)
  else localStorage.removeItem(CHOSEN)
}

function stop(stream) {
  for (const track of stream.getTracks()) track.stop()
}
