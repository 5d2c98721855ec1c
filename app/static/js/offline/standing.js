// How far this phone and the server know each other's work: what is offered again after a restore, what is let go.
const DAY = 86_400_000
const KEPT_FOR = 30 * DAY
// So many are looked at in one go: the oldest, which are the ones to go.
const AT_ONCE = 500
const FINAL = ["applied", "conflict", "rejected"]
// What the server could not read it keeps nothing of, so that only the phone has it.
const UNNUMBERED = ["unreadable", "bad_hash", "newer_version"]

export function isFinal(result) {
  return FINAL.includes(result.outcome) && !isUnread(result)
}

export function isUnread({ outcome, reason }) {
  return outcome === "rejected" && UNNUMBERED.includes(reason)
}

// Note what an answer says of the server, and offer again whatever it says it no longer has.
export async function understood({ phone, operations }, actor, answer, forgot) {
  const known = answer.results.some(({ outcome, reason }) => outcome !== "held" && !UNNUMBERED.includes(reason))
  if (!known) return
  const key = `told of ${actor}`
  const { server_epoch, last_seq, last_op_id, durable_seq } = answer
  const before = await phone.get(key)
  const from = forgot ? 0 : before ? await forgotten(before, answer, operations) : null
  if (from !== null) await offer(operations, actor, from, answer.results)
  await Promise.all([
    phone.put({ server_epoch, last_seq, last_op_id, durable_seq }, key), phone.put(server_epoch, "epoch"),
  ])
}

// A server of another epoch, learned of without an answer.
export async function offerAgain({ phone, operations }, actor, epoch) {
  const key = `told of ${actor}`
  const before = await phone.get(key)
  if (!before || before.server_epoch === epoch) return false
  await offer(operations, actor, 0, [])
  await Promise.all([phone.put({ server_epoch: epoch }, key), phone.put(epoch, "epoch")])
  return true
}

// Let go of what is in a verified backup, or was settled a month ago by the server's own clock.
export async function prune(operations, actor, { durable_seq, now }) {
  const range = IDBKeyRange.bound([actor, 0], [actor, Infinity])
  const oldest = await operations.index("seq").getAll(range, AT_ONCE)
  const gone = oldest.filter((one) => !one.waiting && (one.seq <= (durable_seq ?? 0) || isOld(one, now)))
  await Promise.all(gone.map(({ op_id }) => operations.delete(op_id)))
  return gone.length
}

function isOld({ settled_at }, now) {
  return Date.parse(now) - Date.parse(settled_at) > KEPT_FOR
}

// The number after which the server may have forgotten; null where nothing speaks for it.
async function forgotten(before, { server_epoch, last_seq, last_op_id }, operations) {
  if (before.server_epoch !== server_epoch) return 0
  if (last_seq < (before.last_seq ?? 0)) return last_seq
  if (!last_op_id || last_op_id === before.last_op_id) return null
  return (await operations.getKey(last_op_id)) ? null : 0
}

// They wait again until they are answered again; what was heard of them stays, and so do number and body.
async function offer(operations, actor, after, results) {
  const heard = new Set(results.map(({ op_id }) => op_id))
  const range = IDBKeyRange.bound([actor, after], [actor, Infinity], true)
  const settled = (await operations.index("seq").getAll(range)).filter((one) => !one.waiting && !heard.has(one.op_id))
  await Promise.all(settled.map((operation) => operations.put({ ...operation, waiting: actor })))
}
