// <cart-load> sends device after device into the next free slot of a cart, or into the one that was tapped. The server answers
// with the cart as it is then; without a network nothing is loaded, and that is said.
import { filled, said } from "../offline/saying.js"
import { sounds } from "../scanning/sounds.js"

const PATIENCE = 20_000
const NOBODY = "00000000-0000-0000-0000-000000000000"

class CartLoad extends HTMLElement {
  #life
  #chosen = null
  #turn = Promise.resolve()

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail.text), { signal })
    this.addEventListener("click", ({ target }) => target.closest(".slot") && this.#pressed(target.closest(".slot")), { signal })
    this.addEventListener("submit", (event) => this.#submitted(event), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  // One after the other: two devices scanned in a hurry do not meet in one slot.
  #scanned(code) {
    const [slot, plain] = [this.#chosen, this.querySelector("[name=plain]")?.checked]
    this.#choose(null)
    this.#say("waiting", { code })
    this.#send(this.dataset.to, { code, ...(slot && { slot }), ...(plain && { plain: "1" }) }, code)
  }

  #pressed(cell) {
    const { slot, asset, tag } = cell.dataset
    if (!asset) return this.#choose(cell)
    const dialog = this.querySelector("#slot")
    const about = dialog.querySelector("[data-about]")
    about.textContent = said(slot ? about.dataset.words : about.dataset.unnumbered, { slot, tag })
    const form = dialog.querySelector("form")
    form.action = form.dataset.takeOut.replace(NOBODY, asset)
    dialog.showModal()
  }

  #choose(cell) {
    for (const other of this.querySelectorAll(".slot[aria-pressed]")) other.removeAttribute("aria-pressed")
    this.#chosen = cell?.dataset.slot ?? null
    if (!cell) return
    cell.setAttribute("aria-pressed", "true")
    this.#say("chosen", { slot: this.#chosen })
  }

  #submitted(event) {
    const form = event.target
    if (!form.matches("[data-take-out], [data-step]")) return
    event.preventDefault()
    form.closest("dialog")?.close()
    this.#send(form.action, {}, "")
  }

  #send(to, fields, code) {
    this.#turn = this.#turn.then(() => this.#sent(to, fields, code)).catch(() => this.#unheard(code))
  }

  async #sent(to, fields, code) {
    const headers = { "HX-Request": "true" }
    const body = new URLSearchParams(fields)
    const answer = await fetch(to, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) })
    if (answer.status === 401) return location.reload()
    if (answer.status >= 500) return this.#unheard(code)
    const drawn = document.createRange().createContextualFragment(await answer.text())
    if (!answer.ok) return this.#refuse(drawn)
    this.querySelector("[data-loaded]").replaceChildren(drawn)
    if (this.querySelector(".slot[data-asset]:not([data-asset=''])")) this.querySelector("[data-plain]")?.remove()
    const told = this.querySelector("[data-told]").dataset.told
    sounds.play(told === "loaded" ? "here" : "already")
  }

  #unheard(code) {
    this.#refuse(filled(this.querySelector('[data-say="unheard"]'), { code }))
  }

  #refuse(words) {
    sounds.play("refused")
    this.querySelector("[data-said]").replaceChildren(words)
  }

  #say(name, values) {
    this.querySelector("[data-said]").replaceChildren(filled(this.querySelector(`[data-say="${name}"]`), values))
  }
}

customElements.define("cart-load", CartLoad)
