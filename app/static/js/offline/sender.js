// Sends operations in their envelope, and believes nobody but our server. Gives { answer }, or { trouble } when none of
// it was heard: "unheard" (no network, not our server, in trouble itself; `wait` milliseconds where it said so), "late"
// (no answer in time), "signed-out", "refused" (this batch cannot be read; `status`).
const ADDRESS = "/sync"
const UNREADABLE = [400, 413]
const BUSY = [429, 503]
const LONGEST_WAIT = 300_000

// A connection that is this slow is none.
export const PATIENCE = 20_000

export async function send(envelope, operations, given) {
  const patience = AbortSignal.timeout(PATIENCE)
  const response = await asked(envelope, given ? either(patience, given) : patience)
  const wait = BUSY.includes(response?.status) ? asksToWait(response) : 0
  // A school's guest network may answer in our place, politely and with 200: only our header is ours.
  if (!response?.headers.has("X-Rollcall")) return { trouble: patience.aborted ? "late" : "unheard", wait }
  if (response.status === 401) return { trouble: "signed-out" }
  if (UNREADABLE.includes(response.status)) return { trouble: "refused", status: response.status }
  const answer = response.status === 200 ? await read(response) : null
  const results = answer ? echoed(answer.results, operations) : []
  if (results.length) return { answer: { ...answer, results } }
  return { trouble: patience.aborted ? "late" : "unheard", wait }
}

async function asked(envelope, signal) {
  try {
    return await fetch(ADDRESS, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Rollcall": "1" },
      body: JSON.stringify(envelope),
      credentials: "same-origin",
      redirect: "error",
      signal,
    })
  } catch {
    return null
  }
}

// Where signals cannot be joined, what is called off is answered all the same and heard twice, which does no harm.
function either(one, other) {
  return AbortSignal.any ? AbortSignal.any([one, other]) : one
}

// In seconds, or as a date.
function asksToWait({ headers }) {
  const said = headers.get("Retry-After")
  const wait = /^\d+$/.test(said) ? said * 1000 : Date.parse(said) - Date.now()
  return Math.min(LONGEST_WAIT, Math.max(0, wait || 0))
}

async function read(response) {
  try {
    const answer = await response.json()
    return Array.isArray(answer?.results) ? answer : null
  } catch {
    return null
  }
}

// Only an answer that repeats an operation's name and its hash is about that operation.
function echoed(results, operations) {
  const sent = new Set(operations.map(({ op_id, sha256 }) => `${op_id} ${sha256}`))
  return results.filter((result) => sent.has(`${result?.op_id} ${result?.sha256}`))
}
