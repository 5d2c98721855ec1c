// <cart-check> looks through a cart: scans and taps mark its slots, and one tap keeps what was seen as an operation.
// Nothing is green before the phone keeps it. begin() when the slots are there; with data-cart they are there at once.
import { arriving } from "../offline/arriving.js"
import { outboxOf } from "../offline/outbox.js"
import { filled, said, when } from "../offline/saying.js"
import { meaningKeys } from "../scanning/code_keys.js"
import { sounds } from "../scanning/sounds.js"
import { CartMarks } from "./cart_marks.js"
import { PhotoMarks } from "./photo_marks.js"
import { broughtPhoto } from "./photo_of_a_cart.js"
import { SlotQuestion } from "./slot_question.js"

const KIND = "cart.confirm"
// Without a number, "all" and "rest" say the same of what nobody looked at.
const UNMARKED = { all: "present", rest: "present", missing: "missing", done: "present" }

class CartCheck extends HTMLElement {
  #life = new AbortController()
  #marks
  #outbox = null
  #question
  #armed = null
  #kept = null
  #keeping = false
  #photo

  connectedCallback() {
    if (this.dataset.cart) this.begin()
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async begin() {
    const { signal } = this.#life
    this.#marks = new CartMarks(this, () => this.#show())
    const photographed = (text) => this.#scanned({ text, method: "photo" })
    this.#photo = new PhotoMarks(this, { marks: this.#marks, see: photographed, say: (...said) => this.#say(...said) }, signal)
    this.#question = new SlotQuestion(this.querySelector("#slot"), (slot, state) => this.#choose(slot, state))
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("photo-marked", () => this.#photoMarked(), { signal })
    this.addEventListener("click", (event) => this.#pressed(event), { signal })
    document.addEventListener("submit", (event) => this.#submitted(event), { signal })
    document.addEventListener("click", (event) => this.#confirm(event), { signal })
    this.#show()
    this.#photo.mark(broughtPhoto(this.dataset.cart))
    this.#outbox = arriving.then((person) => person && outboxOf(person.uuid))
    const outbox = await this.#outbox
    if (!outbox || signal.aborted) return
    outbox.addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
    this.#waits(outbox)
  }

  #scanned({ text: code, method }) {
    if (this.#kept) return
    const keys = meaningKeys(code)
    const photo = method === "photo"
    if (photo) this.#photo.begin()
    if (keys.some((key) => this.dataset.own?.split(" ").includes(key))) return
    if (this.#armed && !photo) return this.#swap(code)
    const { told, cell } = this.#marks.see(code, keys)
    if (photo) return
    sounds.play({ ticked: "here", already: "already", extra: "elsewhere" }[told])
    this.#say(told, { tag: cell?.dataset.tag ?? code })
  }

  #photoMarked() {
    this.#armed = null
    this.querySelector(".cart-scanner").dataset.folded = ""
    this.querySelector("[data-count]").scrollIntoView({ block: "nearest" })
  }

  #swap(code) {
    const cell = this.#armed
    this.#armed = null
    this.#marks.mark(cell, "swapped", code)
    sounds.play("elsewhere")
  }

  #pressed({ target }) {
    const slot = target.closest(".slot")
    if (slot && !this.#kept) {
      this.#armed = null
      this.#question.ask(slot)
    }
    const dropped = target.closest("[data-drop]")
    if (dropped) this.#marks.drop(dropped.dataset.drop)
    if (target.closest("[data-back]")) this.#undo()
    if (target.closest("[data-camera]")) this.#unfold()
    if (target.closest("[data-photo]")) this.#takePhoto()
  }

  #undo() {
    this.#armed = null
    this.#marks.undo()
    if (this.querySelector("[data-undo-photo]")?.hidden) this.querySelector("[data-said]").replaceChildren()
  }

  #choose(slot, state) {
    this.#marks.mark(slot, state)
    if (state !== "swapped") return
    this.#armed = slot
    this.#unfold()
    this.#say("armed", { slot: slot.dataset.slot || slot.dataset.tag })
  }

  #unfold() {
    const scanner = this.querySelector(".cart-scanner")
    scanner.removeAttribute("data-folded")
    this.querySelector("code-scanner").start()
    scanner.scrollIntoView({ block: "nearest" })
  }

  #takePhoto() {
    this.querySelector("form.photo input[type=file]").click()
  }

  #submitted(event) {
    if (event.target.matches(".cart-actions")) event.preventDefault()
  }

  async #confirm({ target }) {
    const button = target.closest("[data-confirm-cart]")
    if (!button) return
    const how = button.dataset.confirmCart
    if (how === "again") return location.reload()
    if (this.#keeping) return
    this.#keeping = true
    await this.#keep(how).finally(() => (this.#keeping = Boolean(this.#kept)))
  }

  async #keep(how) {
    const outbox = await this.#outbox
    if (!outbox) return this.#say("nobody")
    const payload = { cart: this.dataset.cart, slots: this.#marks.said(UNMARKED[how]) }
    try {
      this.#kept = await outbox.keep(KIND, payload, new Date())
    } catch {
      sounds.play("refused")
      return this.#say("unkept")
    }
    this.#marks.keep(UNMARKED[how])
    this.toggleAttribute("data-kept", true)
    this.querySelector("code-scanner").pause()
    sounds.play("here")
    this.#say("kept")
    this.#show()
    this.querySelector("[data-said]").scrollIntoView({ block: "nearest" })
    outbox.drain()
  }

  #answered({ operation, result }) {
    if (operation.op_id !== this.#kept?.op_id || result.outcome === "deferred") return
    const { seen, differing = [], message } = result
    if (result.outcome !== "applied") return this.#say("refused", { message })
    this.#say(differing.length ? "differs" : "applied", { seen, differing: differing.length })
  }

  async #waits(outbox) {
    const operations = await outbox.list().catch(() => [])
    const mine = operations.filter(({ kind, payload }) => kind === KIND && payload.cart === this.dataset.cart)
    if (mine.length && !this.#kept) this.#say("waits", { when: when(mine.at(-1).at) })
  }

  #show() {
    const { here, expected, missing, other, marked, left } = this.#marks.numbers
    const count = this.querySelector("[data-count]")
    const words = [said(count.dataset.words, { here, expected })]
    if (missing) words.push(said(count.dataset.missing, { missing }))
    if (other) words.push(said(count.dataset.other, { other }))
    count.textContent = words.join(" · ")
    this.querySelector("[data-back]").hidden = !marked || Boolean(this.#kept)
    this.#photo?.show()
    const offered = this.#kept ? ["again"] : !marked ? ["all"] : !left ? ["done"] : this.#marks.scanned ? ["missing", "rest"] : ["rest"]
    for (const button of document.querySelectorAll("[data-confirm-cart]")) button.hidden = !offered.includes(button.dataset.confirmCart)
  }

  #say(name, values = {}) {
    this.querySelector("[data-said]").replaceChildren(filled(this.querySelector(`template[data-say="${name}"]`), values))
  }
}

customElements.define("cart-check", CartCheck)
