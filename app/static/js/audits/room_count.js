// <room-count> joins what counts a room: the scanner says what was read, the outbox keeps and sends it, the card says
// what became of it, and the lists follow.
import { outboxOf } from "../offline/outbox.js"
import { lookUpKey } from "../scanning/codes.js"
import { sounds } from "../scanning/sounds.js"
import { Choice } from "./choice.js"
import { LiveLists } from "./live_lists.js"
import { operationsSaid } from "./said_forms.js"
import { VerdictCard } from "./verdict_card.js"
import { WaitingRows } from "./waiting_rows.js"

// A quick answer needs no word before it.
const SLOW = 350
const LOUD = ["conflict", "rejected"]
// Held has two meanings: by a student, which is a verdict; and back, because it is another person's to send.
const CARDS = { "audit.undo": "undone", "audit.absent": "absent", held: "held_back" }
const SOUNDS = { undone: "already", absent: "already" }

class RoomCount extends HTMLElement {
  #life
  #outbox
  #card
  #lists
  #choice
  #rows
  #latest = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#outbox = outboxOf(this.dataset.actor)
    this.#card = new VerdictCard(this.querySelector("#verdict"), this)
    this.#lists = new LiveLists(this.querySelector("#progress"), signal)
    this.#choice = new Choice(this.querySelector("#choice"), this.dataset.choice)
    this.#rows = new WaitingRows(this.querySelector("#waiting"), this.#outbox, this.#names, signal)
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("photo-kept", () => this.#lists.soon(), { signal })
    this.addEventListener("click", (event) => this.#pressed(event), { signal })
    document.addEventListener("click", (event) => this.#finish(event), { signal })
    document.addEventListener("submit", (event) => this.#submitted(event), { signal })
    this.#outbox.addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
    this.#outbox.addEventListener("change", () => this.#stillWaiting(), { signal })
    this.#lists.addEventListener("signed-out", () => this.#card.show("signed-out"), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #scanned({ text, method, at }) {
    const scanned = performance.now()
    const twins = this.dataset.twins.split(" ").includes(lookUpKey(text))
    if (twins && (await this.#choice.offer({ code: text, method }))) return
    this.#keep([{ kind: "audit.sight", payload: { ...this.#names, code: text, asset: null, method } }], { at: new Date(at), scanned })
  }

  #submitted(event) {
    const form = event.target
    if (!form.dataset.op || form.dataset.op === "audit.finish") return
    event.preventDefault()
    form.closest("dialog")?.close()
    form.closest(".row")?.toggleAttribute("data-leaving", true)
    if (form.dataset.op === "audit.undo") this.querySelector("code-scanner").forget(form.dataset.tag)
    this.#keep(operationsSaid(form, event.submitter, this.#names), { tag: form.dataset.tag })
  }

  #pressed({ target }) {
    const absent = target.closest("[data-opens=absence]")
    if (absent) this.#explain(absent)
    if (target.closest("[data-undo]")) this.#takeBack(this.#latest)
    if (target.closest("[data-choose]")) this.#ask(this.#latest.operation)
  }

  #explain({ dataset }) {
    const form = this.querySelector("#absence form")
    form.elements.asset.value = dataset.asset
    form.dataset.tag = dataset.tag
    this.querySelector("#absence [data-tag]").textContent = dataset.tag
  }

  #takeBack({ operation, values }) {
    this.querySelector("code-scanner").forget(operation.payload.code)
    this.#keep([{ kind: "audit.undo", payload: { audit: this.dataset.audit, sighting: operation.op_id } }], values)
  }

  // Nothing is said to be done before the phone holds it.
  async #keep(operations, { at, ...values }) {
    try {
      for (const { kind, payload } of operations) {
        this.#latest = { operation: await this.#outbox.keep(kind, payload, at), values: { ...payload, ...values } }
      }
    } catch {
      sounds.play("refused")
      return this.#card.show(isSecureContext ? "unkept" : "insecure", { ...operations.at(-1).payload, ...values })
    }
    const latest = this.#latest
    setTimeout(() => this.#latest === latest && !latest.answered && this.#stillWaiting(), SLOW)
  }

  #answered({ operation, result }) {
    this.#lists.soon()
    const latest = this.#latest?.operation.op_id === operation.op_id ? this.#latest : null
    if (latest) latest.answered = true
    if (latest || LOUD.includes(result.outcome)) this.#say(operation, result, latest?.values)
  }

  #say(operation, result, values = operation.payload) {
    const kind = this.#kindOf(operation, result)
    sounds.play(SOUNDS[kind] ?? (kind === result.verdict ? kind : "refused"))
    this.#card.show(kind, { ...result, ...values, tag: result.tag ?? values.tag ?? values.code, op: operation.op_id })
    if (result.note === "several" && !result.asset) this.#ask(operation)
  }

  #kindOf({ kind }, { outcome, verdict }) {
    return outcome === "applied" ? (CARDS[kind] ?? verdict) : (CARDS[outcome] ?? outcome)
  }

  // One code, several devices: the person says which.
  #ask({ op_id, payload: { code, method } }) {
    this.#choice.offer({ code, method, instead_of: op_id })
  }

  #stillWaiting() {
    const latest = this.#latest
    if (!latest || latest.answered || latest.operation.kind === "audit.open") return
    if (!latest.waited) sounds.play("read")
    latest.waited = true
    const trouble = this.#outbox.trouble
    const values = { tag: latest.values.code, ...latest.values }
    if (trouble === "signed-out") this.#card.show("signed-out", values)
    else this.#card.show("kept", { ...values, trouble })
  }

  async #finish(event) {
    const link = event.target.closest("a[data-finish]")
    if (!link || !this.#outbox.waiting) return
    event.preventDefault()
    await this.#outbox.drain()
    if (this.#outbox.waiting) this.#card.show("unfinished", { waiting: this.#outbox.waiting })
    else location.assign(link.href)
  }

  get #names() {
    return { audit: this.dataset.audit, room: this.dataset.room }
  }
}

customElements.define("room-count", RoomCount)
