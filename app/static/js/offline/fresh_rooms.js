// <fresh-rooms> has the rooms drawn anew once the server has answered what was counted on this phone: whoever signs in
// again is shown the rooms before their work is sent.
import { arriving } from "./arriving.js"
import { outboxOf } from "./outbox.js"

const SOON = 300

class FreshRooms extends HTMLElement {
  #life
  #timer

  async connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const person = await arriving
    if (!person || signal.aborted) return
    outboxOf(person.uuid).addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
    clearTimeout(this.#timer)
  }

  #answered({ operation }) {
    if (!operation.kind.startsWith("audit.")) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.dispatchEvent(new Event("refresh")), SOON)
  }
}

customElements.define("fresh-rooms", FreshRooms)
