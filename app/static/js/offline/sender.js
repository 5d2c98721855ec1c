// Sends a batch, and believes nobody but our server. Gives { answer }, or { trouble } when none of it was heard:
// "unheard" (no network, not our server, in trouble itself), "signed-out", "refused" (this batch cannot be read).
const ADDRESS = "/sync"
const PATIENCE = 20_000
const UNREADABLE = [400, 413]

export async function send(envelope) {
  const response = await asked(envelope)
  // A school's guest network may answer in our place, politely and with 200: only our header is ours.
  if (!response?.headers.has("X-Rollcall")) return { trouble: "unheard" }
  if (response.status === 401) return { trouble: "signed-out" }
  if (UNREADABLE.includes(response.status)) return { trouble: "refused" }
  const answer = response.status === 200 ? await read(response) : null
  return answer ? { answer: { ...answer, results: echoed(answer.results, envelope) } } : { trouble: "unheard" }
}

async function asked(envelope) {
  try {
    return await fetch(ADDRESS, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Rollcall": "1" },
      body: JSON.stringify(envelope),
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    })
  } catch {
    return null
  }
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
function echoed(results, { operations }) {
  const sent = new Set(operations.map(({ body, sha256 }) => `${JSON.parse(body).op_id} ${sha256}`))
  return results.filter(({ op_id, sha256 }) => sent.has(`${op_id} ${sha256}`))
}
