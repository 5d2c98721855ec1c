// <trouble-report>: any [data-report] opens its dialog; the kind and one more tap make the report an operation of this phone.
import { KeptDialog } from "../offline/kept_dialog.js"

const NUMBERED = ["stolen", "vandalised", "lost"]

class TroubleReport extends KeptDialog {
  opener = "[data-report]"

  connectedCallback() {
    super.connectedCallback()
    this.addEventListener("change", () => this.#numbers(), { signal: this.life.signal })
  }

  // A button inside a form with an asset field is about that asset.
  opened({ dataset, form }) {
    const told = form?.elements.asset && { asset: form.elements.asset.value, tag: form.dataset.tag }
    form?.closest("dialog")?.close()
    this.form.reset()
    if (dataset.kind) this.form.elements.kind.value = dataset.kind
    this.#numbers()
    return { ...told, ...dataset }
  }

  told(form) {
    const { code, asset, version } = this.about
    const words = (name) => form.get(name) || null
    const payload = { code: code || null, asset: asset ?? null, kind: form.get("kind"), note: words("note") }
    return { kind: "asset.report", payload: { ...payload, police_report: words("police_report"), incident: words("incident"), noticed_on: words("noticed_on") }, version }
  }

  #numbers() {
    this.querySelector("[data-numbers]").hidden = !NUMBERED.includes(this.form.elements.kind.value)
  }
}

customElements.define("trouble-report", TroubleReport)
