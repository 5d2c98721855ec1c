// <unsent-pill> says how much of the work on this phone the server has not answered yet, and what is in the way of it;
// apart from it, how much is there of others. Always on the screen, always the same size.
import { arriving } from "./arriving.js"
import { newsroom } from "./news.js"
import { outboxOf, waitingOnThisPhone } from "./outbox.js"

const NEWS = ["kept", "change", "fault"]

class UnsentPill extends HTMLElement {
  #life
  #outbox = null
  #actor = null

  async connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const person = await arriving
    if (signal.aborted) return
    if (person) {
      this.#actor = person.uuid
      this.#outbox = outboxOf(person.uuid)
      for (const type of NEWS) this.#outbox.addEventListener(type, () => this.#show(), { signal })
    }
    newsroom(() => this.#countOthers())
    this.#show()
    this.#countOthers()
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #show() {
    const state = this.#state()
    const { waiting = 0 } = this.#outbox ?? {}
    this.dataset.waiting = waiting
    this.querySelector("a").dataset.state = state
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    for (const number of this.querySelectorAll("[data-number]")) number.textContent = waiting || ""
  }

  #state() {
    const { waiting, trouble, fault } = this.#outbox ?? {}
    if (fault) return "fault"
    if (!waiting) return "sent"
    return trouble && this.querySelector(`[data-in="${trouble}"]`) ? trouble : trouble ? "unheard" : "waiting"
  }

  // A store that cannot be read says so where something has to be kept.
  async #countOthers() {
    const counts = await waitingOnThisPhone().catch(() => [])
    const number = counts.filter(({ actor }) => actor !== this.#actor).reduce((sum, { count }) => sum + count, 0)
    this.querySelector("[data-others]").textContent = number
    this.querySelector(".others").hidden = !number
  }
}

customElements.define("unsent-pill", UnsentPill)
