// Sends what waits, oldest first, and keeps what the server says of it; the same in a page and in the service worker.
// `new Drain(phone, actor, hear).run()` tries everything once and gives { trouble, wait }; `drainOnce()` is for the
// worker's "sync" event: it sends what the person of this phone did, and rejects while something of it still waits.
import { settleLock } from "./leaving.js"
import { newsroom } from "./news.js"
import { Phone, Unkept } from "./phone.js"
import { PATIENCE, send } from "./sender.js"
import { Shelf } from "./shelf.js"
import { isFinal, isUnread } from "./standing.js"
import { inTurn } from "./turns.js"

const FIRST_BATCH = 25
const LARGEST_BATCH = 200
const GROWTH = 4
const QUICK = 2000
// No batch is begun that could outlast the turn.
const TURN = 25_000 - PATIENCE
// What the server could not read it may be able to read after its next update.
const TRY_AGAIN_AFTER = 3_600_000
// So many refused one after another are no longer the fault of each.
const HOPELESS = 3

export class Drain {
  #phone
  #shelf
  #hear
  #size = FIRST_BATCH
  // What did not get through by itself is tried after all the rest.
  #late = new Set()
  #vouched = false

  constructor(phone, actor, hear = () => {}) {
    this.#phone = phone
    this.#shelf = new Shelf(phone, actor)
    this.#hear = hear
  }

  // With `all`, also what the server could not read the last time.
  async run({ all = false } = {}) {
    // Whoever signed out here without a network is signed out first of all.
    if (!(await settleLock(this.#phone))) return { trouble: "unheard", wait: 0 }
    const round = { all, after: 0, aside: false, refused: 0, trouble: null, wait: 0, heard: null, over: false }
    while (!round.over) await inTurn(this.#phone, (signal) => this.#turn(round, signal))
    if (round.heard) await this.#shelf.prune(round.heard)
    return { trouble: round.trouble ?? (round.aside ? "refused" : null), wait: round.wait }
  }

  async #turn(round, signal) {
    const began = performance.now()
    while (!round.over && !signal?.aborted && performance.now() - began < TURN) await this.#step(round, signal)
  }

  // One bad operation never holds up the rest: what is not answered for good is passed over until the next round.
  async #step(round, signal) {
    const waiting = await this.#shelf.waiting(round.after, this.#size)
    const batch = waiting.filter((operation) => this.#isDue(operation, round))
    if (!waiting.length) return this.#lastly(round)
    if (batch.length) await this.#try(batch, round, signal)
    else round.after = waiting.at(-1).seq
  }

  async #try(batch, round, signal) {
    const began = performance.now()
    const witness = await this.#witness()
    const sent = [...witness, ...batch]
    const told = await send(await this.#shelf.envelope(sent), sent, signal)
    if (signal?.aborted) return
    if (told.answer || told.trouble === "refused") this.#vouched = true
    if (told.trouble === "refused" && witness.length) return
    if (told.answer) await this.#settle(batch, witness, told.answer, round)
    else if (told.trouble === "refused") await this.#refused(batch, told, round)
    else if (told.trouble === "late") this.#tooLate(batch, round)
    else this.#stop(round, told)
    if (told.answer && performance.now() - began < QUICK) this.#size = Math.min(LARGEST_BATCH, this.#size * GROWTH)
  }

  // With the first batch goes one that was answered long ago: a server that takes it for news has forgotten the rest.
  async #witness() {
    const witness = this.#vouched ? null : await this.#shelf.lastSettled()
    return witness ? [witness] : []
  }

  // The person learns at once; should the phone fail to note the answer, it asks again and hears the same.
  async #settle(batch, witness, answer, round) {
    const news = await this.#shelf.settle([...witness, ...batch], answer)
    const sent = new Map(batch.map((operation) => [operation.op_id, operation]))
    const open = answer.results.filter((result) => !isFinal(result) && sent.has(result.op_id))
    this.#hear([...news, ...open.map((result) => ({ operation: sent.get(result.op_id), result }))])
    Object.assign(round, { after: batch.at(-1).seq, refused: 0, heard: answer })
    round.aside ||= open.some(isUnread)
    // Somebody else is signed in: what is left is held back as this was.
    if (answer.results.every(({ outcome }) => outcome === "held")) this.#stop(round, { trouble: "held" })
  }

  async #refused(batch, { status }, round) {
    if (batch.length > 1) return this.#halve(batch)
    await this.#shelf.setAside(batch[0], status)
    Object.assign(round, { after: batch[0].seq, aside: true, refused: round.refused + 1 })
    if (round.refused === HOPELESS) this.#stop(round, { trouble: "refused" })
  }

  // What takes too long is tried in a smaller batch, and by and by alone and last: it may be what takes so long.
  #tooLate(batch, round) {
    if (batch.length === 1) this.#late.add(batch[0].op_id)
    this.#halve(batch)
    this.#stop(round, { trouble: "unheard" })
  }

  #halve({ length }) {
    this.#size = Math.ceil(length / 2)
  }

  #isDue({ op_id, refused_at }, round) {
    const aside = !round.all && refused_at && Math.abs(Date.now() - Date.parse(refused_at)) < TRY_AGAIN_AFTER
    if (aside) round.aside = true
    return !aside && (round.lastly || !this.#late.has(op_id))
  }

  #lastly(round) {
    if (round.lastly || !this.#late.size) return (round.over = true)
    Object.assign(round, { lastly: true, after: 0 })
  }

  #stop(round, { trouble, wait = 0 }) {
    Object.assign(round, { trouble, wait, over: true })
  }
}

export async function drainOnce(phone = new Phone()) {
  if (!(await settleLock(phone))) throw new Unkept("unheard")
  const person = await phone.read(["phone"], ({ phone }) => phone.get("person"))
  if (!person) return { trouble: null, waiting: 0 }
  const tell = newsroom()
  const { trouble } = await new Drain(phone, person.uuid, (answered) => tell({ actor: person.uuid, answered })).run()
  const waiting = await new Shelf(phone, person.uuid).count()
  tell({ actor: person.uuid, answered: [], trouble })
  // The browser tries again later of its own accord when it hears that not everything went.
  if (trouble === "unheard") throw new Unkept(trouble)
  return { trouble, waiting }
}
