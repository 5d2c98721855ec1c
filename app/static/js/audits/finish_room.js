// <finish-room> makes the finish an operation: kept first, then sent; the page goes on when the server has answered. So does
// what is undone before.
import { outboxOf } from "../offline/outbox.js"
import { operationsSaid } from "./said_forms.js"

class FinishRoom extends HTMLElement {
  #outbox
  #finish = null

  connectedCallback() {
    this.#outbox = outboxOf(this.dataset.actor)
    document.addEventListener("submit", (event) => this.#submitted(event))
    this.#outbox.addEventListener("answered", ({ detail }) => this.#answered(detail))
    this.#outbox.addEventListener("change", () => this.#outbox.trouble && this.#finish && this.#say(this.#outbox.trouble))
    // Where nothing differs there is nothing to look at first.
    if ("atOnce" in this.dataset) document.querySelector("form[data-op='audit.finish']").requestSubmit()
  }

  #submitted(event) {
    const { op } = event.target.dataset
    if (!["audit.finish", "audit.undo"].includes(op)) return
    event.preventDefault()
    if (op === "audit.finish") this.#end()
    else this.#takeBack(event)
  }

  // Pressed twice, it is still one finish.
  async #end() {
    if (this.#finish) return this.#outbox.drain()
    const { audit, room } = this.dataset
    try {
      if ("unopened" in this.dataset) await this.#outbox.keep("audit.open", { audit, room })
      this.#finish = await this.#outbox.keep("audit.finish", { audit })
    } catch {
      this.#say("unkept")
    }
  }

  // The difference is shown anew: whoever undoes has not said yet that they finish.
  async #takeBack({ target: form, submitter }) {
    const row = form.closest(".row")
    if (row.hasAttribute("data-leaving")) return
    row.toggleAttribute("data-leaving", true)
    try {
      for (const { kind, payload } of operationsSaid(form, submitter, this.dataset)) await this.#outbox.keep(kind, payload)
    } catch {
      row.removeAttribute("data-leaving")
      return this.#say("not-undone")
    }
    await this.#outbox.drain()
    if (this.#outbox.waiting) return this.#say("undo-waits")
    const anew = new URL(location)
    anew.searchParams.delete("finish")
    location.replace(anew)
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
