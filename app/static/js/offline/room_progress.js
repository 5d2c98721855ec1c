// How far each room of a carried site is counted: as the office knew it when the phone was made ready, or by what was done
// on this phone since.
import { Walk } from "./walk.js"

// [{ room, expected, done, mine, state: "todo" | "open" | "counted" }]
export function roomProgress(register, operations) {
  const own = countedSince(register, operations)
  return register.rooms.map((room) => {
    const { count, began } = own.get(room.id) ?? {}
    if (!count) return { room, expected: room.expected, done: room.counted, mine: false, state: room.state }
    const expected = register.expectedIn(room.id)
    const seen = expected.filter((asset) => count.saw(asset.id) || seenHere(asset, room, began))
    return { room, expected: expected.length, done: seen.length, mine: true, state: count.finished ? "counted" : "open" }
  })
}

// The room to count after this one, in the order of the doors; the server's app/domain/audits/walking.py says the same.
export function nextRoom(progress, roomId) {
  const here = progress.findIndex(({ room }) => room.id === roomId)
  const following = [...progress.slice(here + 1), ...progress.slice(0, Math.max(0, here))]
  const left = following.filter(({ state }) => state !== "counted")
  return (left.find(({ expected }) => expected) ?? left[0])?.room ?? null
}

// The latest count of each room on this phone, of those that the office had not heard of then.
function countedSince(register, operations) {
  const walk = new Walk(register)
  const latest = new Map()
  for (const operation of operations.toSorted((one, other) => one.seq - other.seq)) {
    walk.hear(operation)
    const { audit } = operation.payload
    const room = operation.payload.room ?? [...latest.keys()].find((key) => latest.get(key).audit === audit)
    if (!audit || !register.room(room)) continue
    const known = latest.get(room)?.audit === audit ? latest.get(room) : { audit, began: operation.at, news: false }
    known.news ||= !operation.settled_at || operation.settled_at > register.asOf
    latest.set(room, known)
  }
  const news = [...latest].filter(([, { news }]) => news)
  return new Map(news.map(([room, { audit, began }]) => [room, { count: walk.count({ audit, room }), began }]))
}

// Others may have counted in the same room meanwhile.
function seenHere({ last_seen }, { name }, since) {
  return Boolean(last_seen) && last_seen.room === name && last_seen.at >= since
}
