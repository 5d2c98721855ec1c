// <custody-desk> checks out, checks in and replaces by scans alone. What was scanned is in its hands until there is enough for
// an operation; that is kept first, then said to be done, then sent.
import { arriving } from "../offline/arriving.js"
import { outboxOf } from "../offline/outbox.js"
import { filled, said } from "../offline/saying.js"
import { sounds } from "../scanning/sounds.js"
import { DeskRows } from "./desk_rows.js"
import { Meanings } from "./meanings.js"

const WAYS = { checkout: "out", checkin: "in", replace: "replace" }
const SOUNDS = { out: "here", in: "here", replace: "here", damaged: "already", held: "held", "other-site": "other_site", nothing: "unregistered", several: "unregistered" }

class CustodyDesk extends HTMLElement {
  #life
  #outbox = null
  #meanings
  #rows
  #way
  #person = null
  #asset = null
  #new = null
  #returned = null

  async connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#way = this.dataset.way || WAYS[location.pathname.split("/").at(-1)] || "out"
    for (const tab of this.querySelectorAll("[data-tab]")) tab.ariaCurrent = tab.dataset.tab === this.#way ? "true" : null
    this.#meanings = new Meanings(this.dataset.meaning)
    this.#rows = new DeskRows(this)
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("click", ({ target }) => this.#pressed(target), { signal })
    this.#show()
    this.#outbox = arriving.then((person) => person && outboxOf(person.uuid))
    const outbox = await this.#outbox
    if (!outbox || signal.aborted) return
    outbox.addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
    this.#meanings.remember((await outbox.everything().catch(() => [])).toReversed())
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #scanned({ text, at }) {
    const meaning = await this.#meanings.of(text)
    if (meaning.means === "person") this.#hold(meaning, at)
    else if (meaning.means === "asset") this.#take(meaning, at)
    else this.#say(meaning.means, { code: text })
  }

  #hold(person, at) {
    this.#person = person
    sounds.play("read")
    if (this.#way === "out" && this.#asset) return this.#checkOut(at)
    this.querySelector("[data-said]").replaceChildren()
    this.#show()
  }

  #take(asset, at) {
    if (this.#way === "out") return this.#takeToCheckOut(asset, at)
    if (this.#way === "in") return this.#checkIn(asset, at)
    if (!this.#asset && !asset.held) return this.#say("not-held", asset)
    if (this.#asset?.id === asset.id) return this.#say("same", asset)
    if (this.#asset && asset.held) return this.#say("held", asset)
    if (this.#asset) this.#new = asset
    else this.#asset = asset
    sounds.play("read")
    this.querySelector("[data-said]").replaceChildren()
    this.#show()
  }

  #takeToCheckOut(asset, at) {
    if (asset.held) return this.#say("held", asset)
    this.#asset = asset
    if (this.#person) return this.#checkOut(at)
    sounds.play("read")
    this.#show()
  }

  async #checkOut(at) {
    const [asset, person] = [this.#asset, this.#person]
    const payload = { code: asset.code, asset: asset.id, person: person.id ?? person.code, condition: null, accessories: [] }
    await this.#keep("custody.check_out", payload, at, asset.version, { ...asset, digits: person.digits })
  }

  #checkIn(asset, at) {
    return this.#keep("custody.check_in", { code: asset.code, asset: asset.id, condition: null }, at, asset.version, asset)
  }

  #replace(reason) {
    const [old, next] = [this.#asset, this.#new]
    const payload = { old: old.code, new: next.code, reason, new_version: next.version }
    return this.#keep("custody.replace", payload, new Date(), old.version, { ...next, old: old.tag })
  }

  // Nothing is said to be done before the phone holds it.
  async #keep(kind, payload, at, version, values) {
    const outbox = await this.#outbox
    if (!outbox) return this.#say("nobody")
    let operation
    try {
      operation = await outbox.keep(kind, payload, new Date(at), version)
    } catch {
      return this.#say("unkept")
    }
    this.#meanings.change(values, this.#way)
    if (this.#way === "replace") this.#meanings.change(this.#asset, "in")
    this.#returned = this.#way === "in" ? values : null
    this.#rows.add(operation, this.#way, values)
    this.#say(this.#way, values)
    this.#person = this.#asset = this.#new = null
    this.#show()
  }

  async #damaged({ id, code, tag }) {
    try {
      await (await this.#outbox).keep("asset.report", { code, asset: id, kind: "damaged", note: null })
      this.#say("damaged", { tag })
    } catch {
      this.#say("unkept")
    }
  }

  #answered({ operation, result }) {
    this.#meanings.hear(result)
    this.#rows.answer(operation, result)
  }

  #pressed(target) {
    const reason = target.closest("[data-reason]")
    if (reason) this.#replace(reason.dataset.reason)
    if (target.closest("[data-damaged]")) this.#damaged(this.#returned)
  }

  // What is in the hands, and what comes next.
  #show() {
    const parts = [this.#person, this.#asset, this.#new].filter(Boolean).map((one) => one.card?.cloneNode(true) ?? this.#card(one))
    const next = this.#new ? "[data-reasons]" : `[data-next="${this.#next()}"]`
    this.querySelector("[data-hands]").replaceChildren(...parts, this.querySelector(`template${next}`).content.cloneNode(true))
  }

  #next() {
    if (this.#way === "replace") return this.#asset ? "replace-new" : "replace"
    if (this.#way === "in") return "in"
    return this.#asset ? "out-person" : this.#person ? "out-device" : "out"
  }

  #card(one) {
    return filled(this.querySelector(`template[data-hand="${one.means}"]`), one)
  }

  #say(name, values = {}) {
    sounds.play(SOUNDS[name] ?? "refused")
    const card = filled(this.querySelector(`template[data-say="${name}"]`), { digits: "", ...values })
    this.querySelector("[data-said]").replaceChildren(card)
  }
}

customElements.define("custody-desk", CustodyDesk)
