// <finish-room> makes the finish an operation: kept first, then sent; the page goes on when the server has answered.
import { outboxOf } from "../offline/outbox.js"

class FinishRoom extends HTMLElement {
  #outbox
  #finish = null

  connectedCallback() {
    this.#outbox = outboxOf(this.dataset.actor)
    document.addEventListener("submit", (event) => event.target.dataset.op === "audit.finish" && this.#submitted(event))
    this.#outbox.addEventListener("answered", ({ detail }) => this.#answered(detail))
    this.#outbox.addEventListener("change", () => this.#outbox.trouble && this.#finish && this.#say(this.#outbox.trouble))
    // Where nothing differs there is nothing to look at first.
    if ("atOnce" in this.dataset) document.querySelector("form[data-op='audit.finish']").requestSubmit()
  }

  // Pressed twice, it is still one finish.
  async #submitted(event) {
    event.preventDefault()
    if (this.#finish) return this.#outbox.drain()
    const { audit, room } = this.dataset
    try {
      if ("unopened" in this.dataset) await this.#outbox.keep("audit.open", { audit, room })
      this.#finish = await this.#outbox.keep("audit.finish", { audit })
    } catch {
      this.#say("unkept")
    }
  }

  async #answered({ operation, result }) {
    if (operation.kind !== "audit.finish" || operation.payload.audit !== this.dataset.audit) return
    if (result.outcome === "applied") {
      await this.#outbox.drain()
      return location.assign(result.first ? this.dataset.done : this.dataset.doneBefore)
    }
    this.#say(result.outcome === "deferred" ? "unheard" : "refused", result.message)
  }

  #say(state, message) {
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    const words = this.querySelector(`[data-in=${state}] [data-message]`)
    if (words && message) words.textContent = message
  }
}

customElements.define("finish-room", FinishRoom)
