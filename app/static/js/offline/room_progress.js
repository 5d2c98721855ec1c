// How far each room of a carried site is counted: by what the office had seen when the phone was made ready, and by what
// was done on this phone since.
import { Walk } from "./walk.js"

// `since` is the day the fiscal year began: [{ room, expected, done, mine, state: "todo" | "open" | "counted" }].
export function roomProgress(register, operations, since) {
  const own = ownCounts(register, operations)
  return register.rooms.map((room) => {
    const { count, began } = own.get(room.id) ?? {}
    const expected = register.expectedIn(room.id)
    const seen = expected.filter((asset) => count?.saw(asset.id) || seenHere(asset, room, began ?? since))
    const whole = expected.length > 0 && seen.length === expected.length
    const state = count?.finished || whole ? "counted" : count || seen.length ? "open" : "todo"
    return { room, expected: expected.length, done: seen.length, mine: Boolean(count), state }
  })
}

// The latest count of each room on this phone, and when it began.
function ownCounts(register, operations) {
  const walk = new Walk(register)
  const latest = new Map()
  for (const operation of operations.toSorted((one, other) => one.seq - other.seq)) {
    walk.hear(operation)
    const { audit, room } = operation.payload
    if (!audit || !room || !register.room(room)) continue
    const known = latest.get(room)
    if (known?.audit !== audit) latest.set(room, { audit, began: operation.at })
  }
  return new Map([...latest].map(([room, { audit, began }]) => [room, { count: walk.count({ audit, room }), began }]))
}

function seenHere({ last_seen }, { name }, since) {
  return Boolean(last_seen) && last_seen.room === name && last_seen.at >= since
}
