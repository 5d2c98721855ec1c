// What the card says of an act, and how it sounds: at once what it means, then that it is kept, then the office's word.
import { when } from "../offline/saying.js"
import { sounds } from "../scanning/sounds.js"
import { saidOf, saidOfEntry } from "./said_of.js"

// Held has two meanings: by a student, which is a verdict; and back, because it is another person's to send.
const CARDS = { "audit.undo": "undone", "audit.absent": "absent", held: "held_back" }
const SOUNDS = { undone: "already", absent: "already" }

export class Telling {
  // The sighting whose words stand there before it is kept: { name, kind }.
  foretold = null
  #card
  #reckoning

  constructor(card, reckoning) {
    this.#card = card
    this.#reckoning = reckoning
  }

  // What it means is on the screen at once; its sign and its sound wait until the phone holds it.
  foretell({ payload, name, at }, scanned) {
    const said = this.#reckoning.foretell(payload, at)
    if (!said) return
    this.foretold = { name, kind: said.verdict }
    this.#card.foretell(said.verdict, { ...this.#valuesOf(payload, said, name), scanned })
  }

  again(entry) {
    this.foretold = null
    sounds.play("already")
    this.#card.show("already", saidOfEntry(entry, this.#reckoning.register))
  }

  unkept(values) {
    this.foretold = null
    sounds.play("refused")
    this.#card.show(values.reason === "insecure" ? values.reason : "unkept", values)
  }

  // The phone holds it; what is known of it without the office is said.
  kept(latest, trouble) {
    const { operation, said } = latest
    const known = operation.kind !== "audit.sight" ? Boolean(this.#reckoning.register) : Boolean(said?.verdict)
    if (known) this.#sayAlone(latest, trouble)
    else if (this.foretold?.name === operation.op_id) this.#overtaken(latest)
  }

  answered(operation, result, latest) {
    const { values = operation.payload, kind: before } = latest ?? {}
    const kind = kindOf(operation, result)
    if (before === kind && !result.note && kind !== "held") return this.#card.confirm()
    if (before !== kind) sounds.play(SOUNDS[kind] ?? (kind === result.verdict ? kind : "refused"))
    const otherwise = before && before !== kind && kind !== "already"
    this.#card.show(kind, { ...result, ...values, otherwise, tag: result.tag ?? values.tag ?? values.code, op: operation.op_id })
  }

  waits(latest, trouble) {
    const values = { tag: latest.values.code, ...latest.values }
    if (trouble === "signed-out") return this.#card.show("signed-out", values)
    if (latest.kind) return trouble && this.#card.linger()
    if (!latest.waited) sounds.play("read")
    latest.waited = true
    this.#card.show("kept", { ...values, trouble })
  }

  #sayAlone(latest, trouble) {
    const { operation, values, said } = latest
    if (latest.answered) return
    latest.kind = CARDS[operation.kind] ?? said.verdict
    sounds.play(SOUNDS[latest.kind] ?? latest.kind)
    // The words of a later scan stand there already.
    if (this.foretold && this.foretold.name !== operation.op_id) return
    const stands = this.foretold?.kind === latest.kind && this.#card.tick()
    this.foretold = null
    if (!stands) this.#card.show(latest.kind, this.#valuesOf(values, said, operation.op_id))
    if (trouble) this.#card.linger()
  }

  // Answered before this page knew that it was kept: another page sent it.
  #overtaken(latest) {
    Object.assign(latest, { answered: true, kind: this.foretold.kind })
    this.foretold = null
    this.#card.tick()
  }

  #valuesOf(values, said, op) {
    const known = { ...saidOf(said?.asset, this.#reckoning.register), as_of: when(this.#reckoning.asOf) }
    return { ...values, ...known, tag: known.tag ?? values.tag ?? values.code, op }
  }
}

function kindOf({ kind }, { outcome, verdict }) {
  return outcome === "applied" ? (CARDS[kind] ?? verdict) : (CARDS[outcome] ?? outcome)
}
