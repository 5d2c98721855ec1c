// Whether the server is still the one that answered: after a restore its epoch is another. Asked now and then only.
const ADDRESS = "/healthz"
const NOW_AND_THEN = 900_000
const PATIENCE = 5000

// The server's epoch; null when it was asked of late, never answered this person before, or cannot be heard.
export async function askedEpoch(phone, actor) {
  try {
    const due = await phone.write(["phone"], ({ phone }) => isDue(phone, actor))
    return due ? await answered() : null
  } catch {
    return null
  }
}

async function isDue(phone, actor) {
  const key = `asked about ${actor}`
  const [told, asked] = await Promise.all([phone.get(`told of ${actor}`), phone.get(key)])
  // A clock that was set back must not silence this.
  if (!told || Math.abs(Date.now() - (asked ?? 0)) < NOW_AND_THEN) return false
  await phone.put(Date.now(), key)
  return true
}

async function answered() {
  const response = await fetch(ADDRESS, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok || !response.headers.has("X-Rollcall")) return null
  return (await response.json()).server_epoch ?? null
}
