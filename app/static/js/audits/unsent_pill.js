// <unsent-pill> says how much of this person's work the server has not answered yet. Always on the screen.
import { outboxOf } from "../offline/outbox.js"

class UnsentPill extends HTMLElement {
  #outbox
  #tell = () => this.#show()

  connectedCallback() {
    this.#outbox = outboxOf(this.dataset.actor)
    for (const type of ["kept", "change"]) this.#outbox.addEventListener(type, this.#tell)
    this.#show()
  }

  disconnectedCallback() {
    for (const type of ["kept", "change"]) this.#outbox.removeEventListener(type, this.#tell)
  }

  #show() {
    const { waiting, trouble } = this.#outbox
    const state = waiting ? (trouble ? "stuck" : "waiting") : "sent"
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    for (const number of this.querySelectorAll("[data-number]")) number.textContent = waiting
  }
}

customElements.define("unsent-pill", UnsentPill)
