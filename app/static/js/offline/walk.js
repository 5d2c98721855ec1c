// What one person did in the rooms of a site, told again in its order: each sighting with its verdict, each room's count
// as it stands. The office's answer wins where there is one; where it differs from this phone's, `otherwise` says what
// this phone had said.
import { lookUpKey } from "../scanning/codes.js"
import { LocalCount } from "./local_count.js"
import { judge } from "./verdicts.js"

const TAKEN = [undefined, "applied"]

export class Walk {
  #counts = new Map()

  // Without a register nothing is judged before the office has answered.
  constructor(register = null) {
    this.register = register
  }

  // The count of a room by its name; `begin` is one that the office drew.
  count(names, begin = null) {
    const known = begin ?? this.#counts.get(names.audit) ?? this.#begin(names)
    this.#counts.set(names.audit, known)
    return known
  }

  // What a sighting will mean, as far as this phone can tell before it is kept.
  foretell(payload, at) {
    return this.register && judge({ ...payload, chosen: payload.asset, at }, this.count(payload), this.register)
  }

  // What an operation said; of a sighting also what it means: { verdict, asset, several, otherwise }.
  hear(operation) {
    const { kind, payload, outcome } = operation
    if (!TAKEN.includes(outcome)) return null
    if (kind === "audit.sight") return this.#sight(operation)
    if (kind === "audit.undo") return this.#undo(payload.sighting)
    if (kind === "audit.finish") this.count(payload).finished = operation
    if (kind === "audit.absent") this.count(payload).explain(operation, this.register?.asset(payload.asset))
    return null
  }

  #sight(operation) {
    const { payload, at, undone } = operation
    const count = this.count(payload)
    const own = this.register && judge({ ...payload, chosen: payload.asset, at }, count, this.register)
    const told = answered(operation, this.register)
    const sight = { ...(told ?? own ?? { verdict: null, asset: null }), key: lookUpKey(payload.code) }
    if (told && own && this.#isNews(operation) && differ(told, own)) sight.otherwise = own.verdict
    if (undone) return sight
    if (sight.verdict === "found" && sight.asset && this.#isNews(operation)) this.#bringBack(sight.asset, count)
    count.sight(operation, sight)
    return sight
  }

  // Found is found as long as anybody saw it after it was reported lost.
  #undo(opId) {
    for (const count of this.#counts.values()) {
      const said = count.undo(opId)
      if (!said) continue
      const asset = said.asset && this.register?.asset(said.asset.id)
      if (asset?.was && !this.#stillSeen(asset)) this.#loseAgain(asset)
      return said
    }
    return null
  }

  #bringBack(asset, count) {
    count.expect(this.register?.bringBack(asset, count.room) ?? [asset])
  }

  #loseAgain(asset) {
    const lost = this.register.loseAgain(asset)
    for (const count of this.#counts.values()) for (const { id } of lost) count.unexpect(id)
  }

  #stillSeen({ id, was }) {
    const sights = [...this.#counts.values()].flatMap((count) => count.sightsOf(id))
    return sights.some(({ at }) => !was.reported_at || !at || at >= was.reported_at)
  }

  // What the office knew when the snapshot was made is in the snapshot.
  #isNews({ settled_at }) {
    return !settled_at || settled_at > this.register?.asOf
  }

  #begin(names) {
    return new LocalCount(names).expect(this.register?.expectedIn(names.room) ?? [])
  }
}

function answered({ outcome, verdict, asset, tag, model, site, note, belongs, state, held_by }, register) {
  if (outcome !== "applied" || !verdict) return null
  const known = asset ? (register?.asset(asset) ?? { id: asset, tag, model, state }) : null
  return { verdict, asset: known, note, site, belongs, state, held_by }
}

// Whoever else had counted it already is no contradiction.
function differ(told, own) {
  return told.verdict !== own.verdict && ![told.verdict, own.verdict].includes("already")
}
