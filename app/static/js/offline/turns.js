// One drainer at a time on a phone, whichever pages and worker are awake: a Web Lock, or a lease where there are none.
// A turn lasts 25 s at most; who has waited for a minute takes it from a holder that must have fallen asleep.
const LOCK = "rollcall.outbox"
const LEASE = "lease of the outbox"
const ASLEEP_AFTER = 60_000
const KNOCK = 250

// Runs `act` alone; its signal tells it when the turn was taken away.
export function inTurn(phone, act) {
  return navigator.locks ? withLock(act) : withLease(phone, act)
}

async function withLock(act) {
  const signal = AbortSignal.timeout(ASLEEP_AFTER)
  try {
    return await held({ signal }, act)
  } catch (fault) {
    if (fault !== signal.reason) throw fault
    return held({ steal: true }, act)
  }
}

async function held(options, act) {
  const turn = new AbortController()
  try {
    return await navigator.locks.request(LOCK, options, () => act(turn.signal))
  } catch (fault) {
    turn.abort()
    throw fault
  }
}

async function withLease(phone, act) {
  const holder = crypto.randomUUID()
  while (!(await phone.write(["phone"], ({ phone }) => taken(phone, holder)))) {
    await new Promise((resolve) => setTimeout(resolve, KNOCK))
  }
  try {
    return await act(undefined)
  } finally {
    await phone.write(["phone"], async ({ phone }) => {
      if ((await phone.get(LEASE))?.holder === holder) await phone.delete(LEASE)
    })
  }
}

// A lease that ends in a far future was written by a clock that has been set back since.
async function taken(phone, holder) {
  const lease = await phone.get(LEASE)
  const left = lease ? lease.until - Date.now() : 0
  if (lease?.holder !== holder && left > 0 && left <= ASLEEP_AFTER) return false
  await phone.put({ holder, until: Date.now() + ASLEEP_AFTER }, LEASE)
  return true
}
