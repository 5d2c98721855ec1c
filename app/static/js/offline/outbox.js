// Keeps what a person did on this phone, then sends it. Of an `outboxOf(actor)`, the same one on all of a page:
//   await keep(kind, payload, at = new Date(), baseVersion = null, name = a new one) → operation, once it is kept for good;
//     else an Unkept with `reason`: "full", "unavailable", "blocked", "outdated", "dead" or "insecure". Nothing is ticked
//     before.
//   await ready when `waiting` is true of this phone · await drain() when everything was tried once
//   waiting: how many are unsent · fault: why nothing can be kept · trouble: null, "unheard", "signed-out", "held" (another
//     person is signed in) or "refused" (the server cannot read some)
//   await list() what waits · everything() all that the phone holds, newest first · operationsOf(audit) in their order
//   await exported() the queue file's object · waitingOfOthers() → [{ actor, count }]
//   events: "kept" { operation } · "answered" { operation, result } · "change" (waiting, trouble) · "fault" { reason }
// An operation that is answered has `outcome` and the rest of the answer, and `settled_at`; one that waits has `waiting`;
// one that the server cannot read has `refused_at`. Without a person: `waitingOnThisPhone()` → [{ actor, count }].
import { ask } from "./background.js"
import { Drain } from "./draining.js"
import { askedEpoch } from "./epoch.js"
import { newsroom } from "./news.js"
import { Phone, Unkept } from "./phone.js"
import { countsByActor, queueFile } from "./queue.js"
import { Shelf } from "./shelf.js"

const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 30_000
const BREATH = 2000

const phone = new Phone()

class Outbox extends EventTarget {
  waiting = 0
  trouble = null
  fault = null
  #actor
  #shelf
  #drain
  #tell
  #pause = FIRST_PAUSE
  #timer
  #notBefore = 0
  #tried = 0
  #draining = null
  #again = null
  #counts = 0
  #said = new Set()

  constructor(actor) {
    super()
    this.#actor = actor
    this.#shelf = new Shelf(phone, actor)
    this.#tell = newsroom((news) => news.actor === actor && this.#hear(news))
    this.#drain = new Drain(phone, actor, (answered) => this.#answered(answered))
    this.ready = this.#start()
    phone.addEventListener("blocked", () => this.#broken("blocked"))
    phone.addEventListener("opened", () => this.#start())
    addEventListener("online", () => this.#nudge())
    document.addEventListener("visibilitychange", () => document.hidden || this.#start())
  }

  async keep(kind, payload, at = new Date(), baseVersion = null, name = undefined) {
    if (!isSecureContext) throw new Unkept("insecure")
    const operation = await this.#shelf.keep(kind, payload, at, baseVersion, name).catch((fault) => {
      throw this.#broken(fault.reason ?? "dead", fault)
    })
    this.fault = null
    await this.#count()
    this.#say("kept", { operation })
    this.#tell({ actor: this.#actor, answered: [] })
    ask(phone)
    // Where nobody answers, every scan would ask in vain.
    if (!this.trouble || performance.now() - this.#tried > BREATH) this.#nudge()
    return operation
  }

  // A person who asks does not wait for the pause to end, and asks for everything.
  drain() {
    return this.#run({ all: true })
  }

  list() {
    return this.#shelf.waiting()
  }

  async everything() {
    return (await this.#shelf.everything()).reverse()
  }

  async operationsOf(audit) {
    return (await this.#shelf.everything()).filter(({ payload }) => payload.audit === audit)
  }

  exported() {
    return queueFile(this.#shelf, this.#actor)
  }

  async waitingOfOthers() {
    return (await countsByActor(phone)).filter(({ actor }) => actor !== this.#actor)
  }

  async #start() {
    const fault = await this.#count().catch((fault) => fault)
    if (fault) return this.#broken(fault.reason ?? "dead", fault)
    this.fault = null
    this.#say("change")
    if (this.waiting) ask(phone)
    this.#askWhetherItForgot().catch(() => {}).then(() => this.#nudge())
  }

  // Work that was answered long ago is offered again to a server that was put back to a backup.
  async #askWhetherItForgot() {
    const epoch = await askedEpoch(phone, this.#actor)
    if (epoch && (await this.#shelf.offerAgain(epoch))) await this.#count()
  }

  #nudge() {
    const wait = this.#notBefore - performance.now()
    return wait > 0 ? this.#tryIn(wait) : this.#run()
  }

  // One run at a time; what is asked for meanwhile is done after it.
  #run(how = {}) {
    if (this.#draining) return (this.#again ??= this.#draining.then(() => this.#onceMore(how)))
    return (this.#draining = this.#tryAll(how).finally(() => (this.#draining = null)))
  }

  #onceMore(how) {
    this.#again = null
    return how.all ? this.#run(how) : this.#nudge()
  }

  async #tryAll(how) {
    clearTimeout(this.#timer)
    this.#tried = performance.now()
    try {
      const { trouble, wait } = await this.#drain.run(how)
      this.trouble = trouble
      this.#notBefore = performance.now() + wait
      await this.#count()
    } catch {
      this.trouble = "unheard"
    }
    this.#say("change")
    this.#tell({ actor: this.#actor, answered: [], trouble: this.trouble })
    this.#later()
  }

  #later() {
    if (!this.waiting) return (this.#pause = FIRST_PAUSE)
    this.#tryIn(Math.max(this.#notBefore - performance.now(), this.#pause * (0.75 + Math.random() / 2)))
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2)
  }

  #tryIn(pause) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#run(), pause)
  }

  // What was settled here; the other pages hear the same.
  #answered(answered) {
    this.#tell({ actor: this.#actor, answered })
    return this.#hear({ answered })
  }

  async #hear({ answered, trouble = this.trouble }) {
    this.trouble = trouble
    for (const { operation, result } of answered) {
      const what = `${operation.op_id} ${result.outcome} ${result.reason}`
      if (this.#said.has(what)) continue
      this.#said.add(what)
      this.#say("answered", { operation, result })
    }
    await this.#count().catch(() => {})
    this.#say("change")
  }

  // What is shown is always what the phone holds; of two looks at once the later one is right.
  async #count() {
    const look = ++this.#counts
    const waiting = await this.#shelf.count()
    if (look === this.#counts) this.waiting = waiting
  }

  #broken(reason, cause) {
    this.fault = reason
    this.#say("fault", { reason })
    this.#say("change")
    return cause instanceof Unkept ? cause : new Unkept(reason, cause)
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

const outboxes = new Map()

// One for each person on a page, shared by whatever on it keeps or shows their work.
export function outboxOf(actor) {
  if (!outboxes.has(actor)) outboxes.set(actor, new Outbox(actor))
  return outboxes.get(actor)
}

export const waitingOnThisPhone = () => countsByActor(phone)
