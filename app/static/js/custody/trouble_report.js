// <trouble-report>: any [data-report] opens its dialog; the kind and one more tap make the report an operation of this phone.
// Event: "reported", when the office has it.
import { arriving } from "../offline/arriving.js"
import { outboxOf } from "../offline/outbox.js"
import { filled } from "../offline/saying.js"

const KIND = "asset.report"
const GONE = ["stolen", "vandalised", "lost"]

class TroubleReport extends HTMLElement {
  #life
  #about = null
  #sent = new Set()

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    document.addEventListener("click", ({ target }) => target.closest("[data-report]") && this.#open(target.closest("[data-report]")), { signal })
    this.addEventListener("change", () => this.#numbers(), { signal })
    this.addEventListener("submit", (event) => this.#submitted(event), { signal })
    arriving.then((person) => {
      if (!person || signal.aborted) return
      outboxOf(person.uuid).addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
    })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #open({ dataset, form }) {
    const told = form?.elements.asset && { asset: form.elements.asset.value, tag: form.dataset.tag }
    this.#about = { ...told, ...dataset }
    form?.closest("dialog")?.close()
    this.#form.reset()
    this.querySelector("[data-about]").textContent = this.#about.tag || this.#about.code
    if (dataset.kind) this.#form.elements.kind.value = dataset.kind
    this.#numbers()
    this.querySelector("dialog").showModal()
  }

  #numbers() {
    this.querySelector("[data-numbers]").hidden = !GONE.includes(this.#form.elements.kind.value)
  }

  async #submitted(event) {
    event.preventDefault()
    const { code, version } = this.#about
    const { kind, note, police_report, incident } = Object.fromEntries(new FormData(this.#form))
    this.querySelector("dialog").close()
    const payload = { code: code || null, asset: this.#about.asset ?? null, kind, note: note || null, police_report: police_report || null, incident: incident || null }
    try {
      const person = await arriving
      const operation = await outboxOf(person.uuid).keep(KIND, payload, new Date(), version ? Number(version) : null)
      this.#sent.add(operation.op_id)
      this.#say("kept", { tag: this.#about.tag || code || "" })
    } catch {
      this.#say("unkept")
    }
  }

  #answered({ operation, result }) {
    if (!this.#sent.has(operation.op_id)) return
    if (result.outcome === "applied") this.dispatchEvent(new CustomEvent("reported", { bubbles: true }))
    if (!["conflict", "rejected"].includes(result.outcome)) return
    this.#say("refused", { tag: operation.payload.code, message: result.message })
  }

  #say(name, values = {}) {
    document.getElementById("toasts").append(filled(this.querySelector(`template[data-say="${name}"]`), values))
  }

  get #form() {
    return this.querySelector("form")
  }
}

customElements.define("trouble-report", TroubleReport)
