// How a count stands, reckoned on the phone: what the office drew last (or what the carried register expects, where it has
// drawn nothing), and on top of it what this person did here since. Says "change" after whatever changes it.
import { LocalCount } from "../offline/local_count.js"
import { CarriedRegister } from "../offline/register.js"
import { choose } from "../offline/verdicts.js"
import { carriedSnapshot, snapshotOf } from "../offline/snapshots.js"
import { Walk } from "../offline/walk.js"
import { lookUpKey } from "../scanning/codes.js"

// For so long a camera that rests on a label has nothing new to say of it.
const LATELY = 600_000

export class Reckoning extends EventTarget {
  register = null
  #names
  #lists
  #operations = new Map()
  #walk = new Walk()
  #base = null
  #drawnAt = 0
  // Other names of this count: a page that was opened anew has another, and what waits under the first is of the same count.
  #aliases = new Set()
  #otherwise = new Map()
  #due = false

  constructor(names, lists) {
    super()
    this.#names = names
    this.#lists = lists
  }

  // `drawn`: the page came from the office, as it knew the count when the page was asked for.
  async begin(outbox, { site, drawn }) {
    if (drawn) this.#base = this.#lists.read()
    this.#drawnAt = performance.timeOrigin
    const kept = await outbox.everything().catch(() => [])
    this.#aliases = waitingIn(this.#names.room, kept)
    for (const operation of kept) this.#keep(operation)
    await this.carry(site)
  }

  // The list of a school that this phone carries, anew.
  async carry(site) {
    const snapshot = await (site ? snapshotOf(site) : carriedSnapshot()).catch(() => null)
    this.register = snapshot && new CarriedRegister(snapshot)
    this.#lists.register = this.register
    this.#again()
  }

  get count() {
    return this.#walk.count(this.#names)
  }

  // Whether anything of this count was done on this phone.
  get begun() {
    return this.#own.length > 0
  }

  get asOf() {
    return this.register?.fetchedAt ?? null
  }

  get differences() {
    return [...this.#otherwise.values()]
  }

  choose(read) {
    return this.register ? choose(read, this.#names.room, this.register) : { asset: null, several: false, meant: [] }
  }

  // What this person said lately of what they see again, where it still counts and they did nothing else with it since.
  saidLately({ code, asset }, at) {
    const about = ({ payload }) => (asset && payload.asset === asset.id) || (payload.code && lookUpKey(payload.code) === lookUpKey(code))
    const operation = this.#inOrder.findLast(about)
    const entry = operation?.kind === "audit.sight" && this.count.holding(operation.op_id)
    return entry && Date.parse(at) - Date.parse(operation.at) < LATELY ? { operation, entry } : null
  }

  foretell(payload, at) {
    return this.#walk.foretell(payload, at.toISOString())
  }

  // What an operation says that the phone keeps from now on.
  hear(operation) {
    if (this.#operations.has(operation.op_id)) return null
    const said = this.#walk.hear(this.#keep(operation))
    this.#changed()
    return said
  }

  // The office's word wins.
  answered(operation, result) {
    if (!["applied", "conflict", "rejected"].includes(result.outcome)) return
    const { payload, kind, ...kept } = this.#operations.get(operation.op_id) ?? operation
    this.#keep({ ...kept, ...result, payload, kind, heardAt: Date.now() })
    this.#soon()
  }

  // The office drew the lists anew; it was asked at that moment.
  drawn(askedAt) {
    this.#base = this.#lists.read()
    this.#drawnAt = askedAt
    this.#again()
  }

  #keep(operation) {
    const { op_id, payload } = operation
    const named = this.#aliases.has(payload.audit) ? { ...operation, payload: { ...payload, audit: this.#names.audit } } : operation
    this.#operations.set(op_id, named)
    return named
  }

  #soon() {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => this.#again())
  }

  #again() {
    this.#due = false
    this.#walk = new Walk(this.register?.asItWas() ?? null)
    if (this.#base) this.#walk.count(this.#names, this.#fromTheOffice())
    for (const operation of this.#inOrder) if (!this.#isDrawn(operation)) this.#told(operation, this.#walk.hear(operation))
    this.#changed()
  }

  // What it says was found here stands here for this phone, too.
  #fromTheOffice() {
    const count = new LocalCount(this.#names)
    for (const entry of this.#base) {
      const asset = this.register?.asset(entry.key)
      if (entry.list === "found" && asset && this.register.isMissing(asset)) this.register.bringBack(asset, this.#names.room)
      count.include({ ...entry, asset: asset ?? entry.asset })
    }
    return count
  }

  #told({ op_id, payload }, said) {
    if (!said?.otherwise || payload.audit !== this.#names.audit) return
    this.#otherwise.set(op_id, { tag: said.asset?.tag ?? payload.code, own: said.otherwise, told: said.verdict })
  }

  #isDrawn({ payload, outcome, heardAt = 0 }) {
    return payload.audit === this.#names.audit && this.#base && outcome && heardAt <= this.#drawnAt
  }

  get #own() {
    return [...this.#operations.values()].filter(({ payload }) => payload.audit === this.#names.audit)
  }

  get #inOrder() {
    return [...this.#operations.values()].sort((one, other) => one.seq - other.seq)
  }

  #changed() {
    this.dispatchEvent(new Event("change"))
  }
}

function waitingIn(room, operations) {
  const finished = new Set(operations.filter(({ kind }) => kind === "audit.finish").map(({ payload }) => payload.audit))
  const here = operations.filter(({ payload, outcome }) => payload.room === room && !outcome && !finished.has(payload.audit))
  return new Set(here.map(({ payload }) => payload.audit))
}
