// What was scanned on another page and is brought to the desk: within this tab, for moments, and named in no address.
const KEY = "rollcall.brought"
const FRESH = 15_000

export function bring(text) {
  sessionStorage.setItem(KEY, JSON.stringify({ text, at: new Date().toISOString() }))
}

// The desk takes it once.
export function brought() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
  sessionStorage.removeItem(KEY)
  return kept && Date.now() - Date.parse(kept.at) < FRESH ? kept : null
}
