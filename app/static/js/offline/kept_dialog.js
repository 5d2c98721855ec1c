// A dialog whose form becomes an operation of this phone, kept before anything is said. Whoever extends it has `opener` (the
// selector of what opens it), `opened(element)` → what it is about, or null, and `told(form)` → { kind, payload, version, said }.
import { arriving } from "./arriving.js"
import { outboxOf } from "./outbox.js"
import { filled } from "./saying.js"

export class KeptDialog extends HTMLElement {
  about = null
  life
  #deeds = new Map()

  connectedCallback() {
    this.life = new AbortController()
    const { signal } = this.life
    document.addEventListener("click", ({ target }) => target.closest(this.opener) && this.#open(target.closest(this.opener)), { signal })
    this.addEventListener("submit", (event) => this.#submitted(event), { signal })
    arriving.then((person) => {
      if (!person || signal.aborted) return
      outboxOf(person.uuid).addEventListener("answered", ({ detail }) => this.#heard(detail), { signal })
    })
  }

  disconnectedCallback() {
    this.life.abort()
  }

  async #open(element) {
    this.about = await this.opened(element)
    if (!this.about) return
    this.querySelector("[data-about]").textContent = this.about.tag || this.about.code
    this.querySelector("dialog").showModal()
  }

  async #submitted(event) {
    event.preventDefault()
    const tag = this.about.tag || this.about.code || ""
    const { kind, payload, version, said = {} } = this.told(new FormData(this.form))
    this.querySelector("dialog").close()
    try {
      const person = await arriving
      const operation = await outboxOf(person.uuid).keep(kind, payload, new Date(), version ? Number(version) : null)
      this.#deeds.set(operation.op_id, { tag, note: this.#say("kept", { tag, ...said }) })
    } catch {
      this.#say("unkept")
    }
  }

  // What the server says of it names the device as the dialog did, whatever the code that went along.
  #heard({ operation, result }) {
    const { tag, note } = this.#deeds.get(operation.op_id) ?? {}
    if (tag === undefined) return
    if (["conflict", "rejected"].includes(result.outcome)) this.#say("refused", { tag, message: result.message })
    const sent = this.querySelector('template[data-say="sent"]')
    if (sent && result.outcome === "applied") note.querySelector("p").replaceChildren(filled(sent, { tag }))
  }

  #say(name, values = {}) {
    const note = filled(this.querySelector(`template[data-say="${name}"]`), values).firstElementChild
    document.getElementById("toasts").append(note)
    return note
  }

  get form() {
    return this.querySelector("form")
  }
}
