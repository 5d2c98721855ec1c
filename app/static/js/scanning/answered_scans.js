// <answered-scans> sends each scanned code to data-post, one after the other, and shows the part of the page that is answered:
// the one called data-part, with data-sound on what it says of the scan; anything else is shown where that part speaks.
import { sounds } from "./sounds.js"

const PATIENCE = 20_000

class AnsweredScans extends HTMLElement {
  #last = Promise.resolve()

  connectedCallback() {
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail.text))
  }

  // Whoever scans fast is answered in order.
  #scanned(code) {
    this.#last = this.#last.then(() => this.#send(code)).catch(() => this.#failed(code, "htmx:error", {}))
  }

  async #send(code) {
    const headers = { "HX-Request": "true", "HX-Target": this.dataset.part }
    const body = new URLSearchParams({ code })
    const answer = await fetch(this.dataset.post, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) })
    if (answer.status === 401) return location.reload()
    const text = await answer.text()
    if (answer.status >= 500) return this.#failed(code, "htmx:response:error", { response: answer, text })
    this.#show(text)
  }

  #show(html) {
    const made = document.createRange().createContextualFragment(html)
    const part = this.querySelector(`#${this.dataset.part}`)
    const fresh = made.querySelector(`#${this.dataset.part}`)
    if (fresh) part.replaceWith(fresh)
    else part.querySelector("[role=status]").replaceChildren(made)
    sounds.play(fresh?.querySelector("[data-sound]")?.dataset.sound ?? "refused")
  }

  // The error bar says what it means; the same code, still in view, is read again.
  #failed(code, type, ctx) {
    sounds.play("refused")
    this.querySelector("code-scanner").forget(code)
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { ctx } }))
  }
}

customElements.define("answered-scans", AnsweredScans)
