// <code-photo> keeps a picture of what bears an unknown code, and sends it with the sighting it is of.
import { outboxOf } from "../offline/outbox.js"
import { isKept, keepPhoto, sendPhotos } from "../offline/photos.js"

class CodePhoto extends HTMLElement {
  #life

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.addEventListener("change", ({ target }) => target.files?.length && this.#keep(target), { signal })
    this.addEventListener("submit", (event) => event.preventDefault(), { signal })
    outboxOf(this.#actor).addEventListener("answered", ({ detail }) => detail.operation.op_id === this.dataset.sighting && this.#sendWhatWaits(), { signal })
    addEventListener("online", () => this.#sendWhatWaits(), { signal })
    this.#sendWhatWaits()
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #keep(input) {
    const [file] = input.files
    input.value = ""
    this.#become("sending")
    try {
      await keepPhoto({ actor: this.#actor, sighting: this.dataset.sighting, to: this.dataset.to }, file)
    } catch {
      return this.#become("failed")
    }
    this.#send()
  }

  async #sendWhatWaits() {
    if (await isKept(this.dataset.sighting).catch(() => false)) this.#send()
  }

  async #send() {
    const told = (await sendPhotos(this.#actor)).find(({ sighting }) => sighting === this.dataset.sighting)
    if (!told) return
    if (told.status === 201) {
      this.#become("kept")
      this.dispatchEvent(new CustomEvent("photo-kept", { bubbles: true }))
    } else if (told.message && told.status !== 404) this.#become("failed", told.message)
    else this.#become("waiting")
  }

  #become(state, message) {
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    if (message) this.querySelector("[data-in=failed]").textContent = message
  }

  get #actor() {
    return this.closest("room-count").dataset.actor
  }
}

customElements.define("code-photo", CodePhoto)
