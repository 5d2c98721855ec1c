// Keeps what this phone carries fresh while somebody is signed in and there is a network: quietly, when it is older than
// ten minutes, on opening a page, on coming back to one, and when what waited has been sent.
import { outboxOf } from "./outbox.js"
import { onThisPage } from "./people.js"
import { fetchSnapshot, preparedSites } from "./snapshots.js"

const OLD = 10 * 60_000
const ALONE = { ifAvailable: true }
const person = onThisPage()

async function renew() {
  if (document.hidden || !navigator.onLine) return
  const sites = await preparedSites()
  for (const { code, fetched_at } of sites) if (Date.now() - Date.parse(fetched_at) > OLD) await fetchSnapshot(code)
}

// One window is enough; what is not heard now is asked for the next time.
function quietly() {
  navigator.locks?.request("rollcall.renewing", ALONE, (lock) => lock && renew().catch(() => {}))
}

if (person) {
  const outbox = outboxOf(person.uuid)
  let waited = 0
  outbox.addEventListener("change", () => {
    if (waited && !outbox.waiting) quietly()
    waited = outbox.waiting
  })
  document.addEventListener("visibilitychange", quietly)
  quietly()
}
