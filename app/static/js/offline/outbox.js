// Keeps what a person did, then sends it. Events: "kept" { operation }, "answered" { operation, result }, and "change".
import { Phone } from "./phone.js"
import { send } from "./sender.js"
import { Shelf } from "./shelf.js"

const FIRST_BATCH = 25
const LARGEST_BATCH = 200
const QUICK = 2000
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 30_000
const LOCK = "rollcall.outbox"

export class Outbox extends EventTarget {
  waiting = 0
  // Why the last attempt was not heard: "unheard", "signed-out", "refused", or null.
  trouble = null
  #shelf
  #size = FIRST_BATCH
  #pause = FIRST_PAUSE
  #timer
  #draining = null
  #again = false

  constructor(actor) {
    super()
    this.#shelf = new Shelf(new Phone(), actor)
    addEventListener("online", () => this.drain())
    document.addEventListener("visibilitychange", () => document.hidden || this.drain())
  }

  // Resolves when the phone holds it for good; rejects when it could not.
  async keep(kind, payload, at = new Date()) {
    const operation = await this.#shelf.keep(kind, payload, at)
    this.waiting += 1
    this.#tell("kept", { operation })
    this.drain()
    return operation
  }

  list() {
    return this.#shelf.waiting(0)
  }

  // Resolves when everything was tried once.
  drain() {
    this.#again = Boolean(this.#draining)
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null
      if (this.#again) this.drain()
    })
    return this.#draining
  }

  async #drain() {
    clearTimeout(this.#timer)
    try {
      this.trouble = await navigator.locks.request(LOCK, () => this.#sendAll())
      this.waiting = await this.#shelf.count()
    } catch {
      this.trouble = "unheard"
    }
    this.#tell("change")
    if (this.waiting) this.#tryLater()
    else this.#pause = FIRST_PAUSE
  }

  // One bad operation never holds up the rest: what is not answered for good is passed over, and tried the next time.
  async #sendAll() {
    let refused = null
    for (let after = 0, batch; (batch = await this.#shelf.waiting(after, this.#size)).length; ) {
      const began = performance.now()
      const { answer, trouble } = await send(await this.#shelf.envelope(batch))
      if (trouble === "refused" && batch.length > 1) {
        this.#size = Math.ceil(batch.length / 2)
        continue
      }
      if (trouble && trouble !== "refused") return trouble
      if (answer) await this.#settle(batch, answer)
      refused = trouble ?? refused
      after = batch.at(-1).seq
      if (performance.now() - began < QUICK) this.#size = Math.min(LARGEST_BATCH, this.#size * 2)
    }
    return refused
  }

  // The person learns at once; should the phone fail to note the answer, it asks again and hears the same.
  async #settle(batch, answer) {
    const sent = new Map(batch.map((operation) => [operation.op_id, operation]))
    for (const result of answer.results) this.#tell("answered", { operation: sent.get(result.op_id), result })
    await this.#shelf.settle(answer)
    this.waiting = await this.#shelf.count()
    this.#tell("change")
  }

  #tryLater() {
    this.#timer = setTimeout(() => this.drain(), this.#pause * (0.75 + Math.random() / 2))
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2)
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

const outboxes = new Map()

// One for each person on a page, shared by whatever on it keeps or shows their work.
export function outboxOf(actor) {
  if (!outboxes.has(actor)) {
    outboxes.set(actor, new Outbox(actor))
    outboxes.get(actor).drain()
  }
  return outboxes.get(actor)
}
