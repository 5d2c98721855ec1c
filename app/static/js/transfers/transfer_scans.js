// <transfer-scans> sends each scanned code to data-post, one after the other, and shows the part of the page that is answered.
import { sounds } from "../scanning/sounds.js"

class TransferScans extends HTMLElement {
  #last = Promise.resolve()

  connectedCallback() {
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail.text))
  }

  // Whoever scans fast is answered in order.
  #scanned(code) {
    this.#last = this.#last.then(() => this.#send(code)).catch(() => this.#failed("htmx:error", {}))
  }

  async #send(code) {
    const headers = { "HX-Request": "true", "HX-Target": "contents" }
    const answer = await fetch(this.dataset.post, { method: "POST", headers, body: new URLSearchParams({ code }) })
    if (answer.status === 401) return location.reload()
    const text = await answer.text()
    if (answer.status >= 500) return this.#failed("htmx:response:error", { response: answer, text })
    this.#show(text)
  }

  #show(html) {
    const made = document.createRange().createContextualFragment(html)
    const contents = this.querySelector("#contents")
    const fresh = made.querySelector("#contents")
    if (fresh) contents.replaceWith(fresh)
    else contents.querySelector("[role=status]").replaceChildren(made)
    sounds.play(fresh?.querySelector("[data-sound]")?.dataset.sound ?? "refused")
  }

  // The error bar says what it means.
  #failed(type, ctx) {
    sounds.play("refused")
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { ctx } }))
  }
}

customElements.define("transfer-scans", TransferScans)
