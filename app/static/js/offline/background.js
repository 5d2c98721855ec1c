// What the browser can do for the queue besides: wake the worker when the network is back, and never clear the store.
const TAG = "outbox"

let asked = false

// Asked at every start and whenever something is kept: a browser forgets both.
export function ask(phone) {
  wakeMe()
  if (!asked) keepForGood(phone).catch(() => {})
  asked = true
}

async function wakeMe() {
  try {
    const registration = await navigator.serviceWorker?.ready
    await registration?.sync?.register(TAG)
  } catch {
    // Not everywhere, and not for everybody: the pages send too.
  }
}

// The answer is kept beside the rest, where a page can say it.
async function keepForGood(phone) {
  const storage = navigator.storage
  const persisted = storage?.persist ? (await storage.persisted()) || (await storage.persist()) : false
  await phone.write(["phone"], ({ phone }) => phone.put(persisted, "persisted"))
}
