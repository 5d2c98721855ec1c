// <room-count> joins what counts a room: the scanner says what was read, the outbox keeps and sends it, the card says what
// became of it, and the lists follow. What this phone knows is said at once; the office's word replaces it.
import { uuid7 } from "../offline/operation.js"
import { outboxOf } from "../offline/outbox.js"
import { lookUpKey } from "../scanning/codes.js"
import { Choice } from "./choice.js"
import { CountLists } from "./count_lists.js"
import { Ending } from "./ending.js"
import { LiveLists } from "./live_lists.js"
import { Reckoning } from "./reckoning.js"
import { operationsSaid } from "./said_forms.js"
import { Telling } from "./telling.js"
import { WholePhoto } from "./whole_photo.js"
import { VerdictCard } from "./verdict_card.js"

// A quick answer needs no word before it.
const SLOW = 350
const LOUD = ["conflict", "rejected"]

class RoomCount extends HTMLElement {
  #life
  #outbox
  #card
  #lists
  #live
  #reckoning
  #choice
  #telling
  #latest = null
  #painting = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const drawn = !("carried" in this.dataset)
    this.#outbox = outboxOf(this.dataset.actor)
    this.#card = new VerdictCard(this.querySelector("#verdict"), this)
    this.#lists = new CountLists(this)
    this.#live = new LiveLists(this.querySelector("#progress"), signal, { drawn })
    this.#reckoning = new Reckoning(this.#names, this.#lists)
    this.#telling = new Telling(this.#card, this.#reckoning)
    this.#choice = new Choice(this.querySelector("#choice"), this.dataset.choice)
    new WholePhoto(this, { outbox: this.#outbox, reckoning: this.#reckoning, card: this.#card, said: () => (this.#latest = null) }, signal)
    new Ending(this, { outbox: this.#outbox, live: this.#live, reckoning: this.#reckoning, card: this.#card }, signal)
    this.#listen(signal)
    this.#reckoning.begin(this.#outbox, { site: this.dataset.site, drawn })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #listen(signal) {
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("photo-kept", () => this.#live.soon(), { signal })
    this.addEventListener("click", (event) => this.#pressed(event), { signal })
    document.addEventListener("submit", (event) => this.#submitted(event), { signal })
    addEventListener("snapshot", () => this.#reckoning.carry(this.dataset.site), { signal })
    this.#outbox.addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
    this.#outbox.addEventListener("change", () => this.#stillWaiting(), { signal })
    this.#live.addEventListener("signed-out", () => this.#card.show("signed-out"), { signal })
    this.#live.addEventListener("drawn", ({ detail }) => this.#drawn(detail), { signal })
    this.#reckoning.addEventListener("change", () => this.#paintSoon(), { signal })
  }

  async #scanned({ text, method, at }) {
    const scanned = performance.now()
    const { asset, several, meant } = this.#reckoning.choose({ code: text, method })
    if (several && !asset) return this.#choice.among(meant, { code: text, method }, this.#reckoning.register)
    const twins = !this.#reckoning.register && this.dataset.twins.split(" ").includes(lookUpKey(text))
    if (twins && (await this.#choice.offer({ code: text, method }))) return
    const lately = method === "camera" && this.#reckoning.saidLately({ code: text, asset }, at)
    if (lately) return this.#sayAgain(lately)
    const payload = { ...this.#names, code: text, asset: asset?.id ?? null, method }
    const sighting = { kind: "audit.sight", payload, name: uuid7(), at: new Date(at) }
    this.#telling.foretell(sighting, scanned)
    this.#keep([sighting], { scanned })
  }

  // A label that comes and goes in the picture was seen once: its sighting is kept already, and nothing more is.
  #sayAgain({ operation, entry }) {
    if (this.#latest?.operation.op_id === operation.op_id) return
    this.#latest = { operation, values: operation.payload, kind: "already", answered: true }
    this.#telling.again(entry)
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
    if (this.#telling.foretold) return
    if (target.closest("[data-undo]")) this.#takeBack(this.#latest)
    if (target.closest("[data-choose]")) this.#ask(this.#latest.operation)
  }

  #explain({ dataset }) {
    const form = this.querySelector("#absence form")
    form.elements.asset.value = dataset.asset
    form.dataset.tag = dataset.tag
    this.querySelector("#absence [data-tag]").textContent = dataset.tag
    for (const reason of form.querySelectorAll("[data-of-a-student]")) reason.hidden = !dataset.ofAStudent
  }

  #takeBack({ operation, values }) {
    this.querySelector("code-scanner").forget(operation.payload.code)
    this.#keep([{ kind: "audit.undo", payload: { audit: this.dataset.audit, sighting: operation.op_id } }], { tag: values.tag ?? values.code })
  }

  // Nothing is said to be done before the phone holds it.
  async #keep(operations, values) {
    try {
      for (const { kind, payload, at, name } of operations) {
        const operation = await this.#outbox.keep(kind, payload, at, null, name)
        this.#latest = { operation, values: { ...payload, ...values }, said: this.#reckoning.hear(operation) }
      }
    } catch ({ reason }) {
      this.#reckoning.carry(this.dataset.site)
      return this.#telling.unkept({ ...operations.at(-1).payload, ...values, reason })
    }
    const latest = this.#latest
    this.#telling.kept(latest, this.#outbox.trouble)
    setTimeout(() => this.#latest === latest && !latest.answered && this.#stillWaiting(), SLOW)
  }

  #answered({ operation, result }) {
    this.#reckoning.answered(operation, result)
    this.#live.soon()
    const latest = this.#latest?.operation.op_id === operation.op_id ? this.#latest : null
    if (latest) latest.answered = true
    if (latest || LOUD.includes(result.outcome)) this.#telling.answered(operation, result, latest)
    if (latest && result.note === "several" && !result.asset) this.#ask(operation)
  }

  // One code, several devices: the person says which.
  #ask({ op_id, payload: { code, method } }) {
    this.#choice.offer({ code, method, instead_of: op_id })
  }

  #stillWaiting() {
    const latest = this.#latest
    if (latest && !latest.answered && latest.operation.kind !== "audit.open") this.#telling.waits(latest, this.#outbox.trouble)
  }

  #drawn({ askedAt }) {
    this.querySelector("[data-carrying]")?.remove()
    this.#reckoning.drawn(askedAt)
  }

  // The verdict stands on the screen before the lists follow.
  #paintSoon() {
    this.#painting ??= requestAnimationFrame(() => setTimeout(() => this.#paint()))
  }

  #paint() {
    this.#painting = null
    this.#lists.paint(this.#reckoning.count)
    this.#lists.contradict(this.#reckoning.differences)
  }

  get #names() {
    return { audit: this.dataset.audit, room: this.dataset.room }
  }
}

customElements.define("room-count", RoomCount)
