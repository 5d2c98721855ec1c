// The worker's life: it takes in a whole release, waits to be let in, answers, and sends what waits when the browser
// says that there is a network again. Nothing it knows outlives it: browsers end a worker whenever they like.
import { drainOnce } from "../offline/draining.js"
import { settleLock } from "../offline/leaving.js"
import { Phone } from "../offline/phone.js"
import { fromKept, fromNetwork } from "./answering.js"
import { Keeping } from "./keeping.js"
import { ruleFor } from "./rules.js"

const ANSWERS = { kept: fromKept, network: fromNetwork }

export function serve(release) {
  const keeping = new Keeping(release)
  const pages = new BroadcastChannel("rollcall.worker")
  const phone = new Phone()
  const carries = () => phone.read(["snapshots"], ({ snapshots }) => snapshots.count()).catch(() => 0)
  const fill = async (language) => {
    try {
      await keeping.fill(language, (progress) => pages.postMessage(progress))
      pages.postMessage({ filled: true })
    } catch (fault) {
      pages.postMessage({ fault: fault.name })
      throw fault
    }
  }
  const wishes = {
    fill: ({ language }) => fill(language).catch(() => {}),
    "take over": () => self.skipWaiting(),
  }

  on("install", async () => fill(await keeping.language()))
  on("activate", async () => {
    await keeping.sweep()
    await self.clients.claim()
  })
  on("message", ({ data }) => wishes[data.wish]?.(data))
  on("sync", ({ tag }) => (tag === "outbox" ? drainOnce(phone) : null))
  const answer = async (request, rule) => {
    // Whoever signed out here without a network sees no page of theirs again: the server hears of it before it is asked.
    if (rule.how === "network") await settleLock(phone).catch(() => {})
    return ANSWERS[rule.how](request, rule, keeping, carries)
  }
  self.addEventListener("fetch", (event) => {
    const rule = ruleFor(event.request)
    if (rule) event.respondWith(answer(event.request, rule))
  })
}

function on(type, act) {
  self.addEventListener(type, (event) => event.waitUntil(Promise.resolve(act(event))))
}
