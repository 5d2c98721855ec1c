// What is done at a desk, as operations of this phone: kept first, said to be done only then, and sent. Whatever cannot be
// kept throws Undone with `reason`: "nobody" (is signed in) or "unkept".
import { along } from "../accessories/accessory_choices.js"
import { arriving } from "../offline/arriving.js"
import { outboxOf } from "../offline/outbox.js"

export class Undone extends Error {
  constructor(reason) {
    super(reason)
    this.reason = reason
  }
}

export class Deeds {
  #outbox = arriving.then((person) => person && outboxOf(person.uuid))

  // Gives what this phone did before, oldest first.
  async begin(answered, signal) {
    const outbox = await this.#outbox
    if (!outbox || signal.aborted) return []
    outbox.addEventListener("answered", ({ detail }) => answered(detail), { signal })
    return (await outbox.everything().catch(() => [])).toReversed()
  }

  checkOut(asset, person, at = new Date()) {
    const payload = { code: asset.code, asset: asset.id, person: person.id ?? person.code, condition: null, accessories: along() }
    return this.#keep("custody.check_out", payload, at, asset.version)
  }

  checkIn(asset, at = new Date()) {
    const back = along()
    const payload = { code: asset.code, asset: asset.id, condition: null, ...(back.length && { accessories: back }) }
    return this.#keep("custody.check_in", payload, at, asset.version)
  }

  replace(old, next, reason) {
    const payload = { old: old.code, new: next.code, reason, new_version: next.version }
    return this.#keep("custody.replace", payload, new Date(), old.version)
  }

  // A replacement is undone by the other way round: each device gives its place to the other again.
  undo({ op_id, kind, payload }) {
    if (kind === "custody.replace") return this.#keep(kind, { old: payload.new, new: payload.old, reason: "other" })
    return this.#keep("custody.undo", { operation: op_id, code: payload.code, asset: payload.asset })
  }

  noteCondition({ op_id, payload }, condition) {
    const [code, asset] = [payload.code ?? payload.new, payload.asset ?? null]
    return this.#keep("custody.note_condition", { operation: op_id, code, asset, condition })
  }

  async #keep(kind, payload, at = new Date(), version = null) {
    const outbox = await this.#outbox
    if (!outbox) throw new Undone("nobody")
    try {
      return await outbox.keep(kind, payload, new Date(at), version)
    } catch {
      throw new Undone("unkept")
    }
  }
}
