// Leaving a phone: names, lists and pages go at once, unsent work stays. Without a network the phone owes the server a
// sign-out and sends it before anything else. The worker uses it too, so it knows no page.
import { Phone } from "./phone.js"
import { countsByActor } from "./queue.js"

const ADDRESS = "/sign-out"
const PATIENCE = 5000
// What says nothing about anybody: this phone's own name, its counters, what it owes the server, and pictures not sent yet.
const STAYS = /^(device|epoch|lock|persisted|(last seq of|told of|asked about|photo) .*)$/
const SHELL = /^rollcall-/
const own = new Phone()

// From here on the phone takes this person for gone, whatever becomes of what follows.
export function lockUp({ uuid }) {
  return own.write(["phone"], (stores) =>
    Promise.all([stores.phone.put({ who: uuid, at: new Date().toISOString() }, "lock"), stores.phone.delete("person")]),
  )
}

export async function wipe() {
  const waiting = new Set((await countsByActor(own)).map(({ actor }) => actor))
  await own.write(["phone", "snapshots", "operations"], async (stores) => {
    const [people = [], keys, operations] = await Promise.all([
      stores.phone.get("people"), stores.phone.getAllKeys(), stores.operations.getAll(),
    ])
    const owners = people.filter(({ uuid }) => waiting.has(uuid)).map(({ uuid, initials }) => ({ uuid, initials }))
    await Promise.all([
      stores.snapshots.clear(),
      ...keys.filter((key) => !STAYS.test(key)).map((key) => stores.phone.delete(key)),
      // What the server said of a conflict may name a colleague.
      ...operations.filter(({ message }) => message).map(({ message, ...rest }) => stores.operations.put(rest)),
    ])
    if (owners.length) await stores.phone.put(owners, "people")
  })
  const dressed = (await globalThis.caches?.keys()) ?? []
  await Promise.all(dressed.filter((name) => !SHELL.test(name)).map((name) => caches.delete(name)))
  globalThis.sessionStorage?.clear()
}

export async function owed(phone = own) {
  return (await phone.read(["phone"], (stores) => stores.phone.get("lock"))) ?? null
}

// Gives whether the way is free: nothing was owed, or the server has been told just now.
export async function settleLock(phone = own) {
  const lock = await owed(phone)
  if (!lock) return true
  if (!(await told(lock.who))) return false
  await phone.write(["phone"], async (stores) => {
    const now = await stores.phone.get("lock")
    if (now?.who === lock.who) await stores.phone.delete("lock")
  })
  return true
}

// Said twice it is the same; and the server signs out nobody but whom we mean.
async function told(who) {
  try {
    const answer = await fetch(ADDRESS, {
      method: "POST",
      headers: { "X-Rollcall": "1" },
      body: new URLSearchParams({ who }),
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    })
    return answer.ok && answer.headers.has("X-Rollcall")
  } catch {
    return false
  }
}
