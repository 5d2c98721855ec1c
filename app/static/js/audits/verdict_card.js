// The loudest thing on the screen: what became of the latest scan. Every word of it stands in a template.
import { phrased } from "../offline/saying.js"

export class VerdictCard {
  #place
  #templates

  constructor(place, templates) {
    this.#place = place
    this.#templates = templates
  }

  show(kind, values = {}) {
    this.#place.replaceChildren(phrased(this.#templates.querySelector(`template[data-card="${kind}"]`), values))
    this.#measure(values)
  }

  // The words stand while the phone keeps what was done; the sign that says it is kept does not, yet.
  foretell(kind, values) {
    this.show(kind, values)
    this.#place.firstElementChild.dataset.keeping = ""
  }

  // Whether the words still stood there.
  tick() {
    const card = this.#place.querySelector("[data-keeping]")
    card?.removeAttribute("data-keeping")
    return Boolean(card)
  }

  // The office said the same: what was said without it holds.
  confirm() {
    for (const part of this.#place.querySelectorAll(".as-of")) part.remove()
  }

  // It stays on this phone for the time being.
  linger() {
    for (const part of this.#place.querySelectorAll(".as-of [data-in]")) part.hidden = part.dataset.in !== "kept"
  }

  // For whoever looks in the browser's own timeline: to the frame in which its verdict stands on the screen.
  #measure({ scanned }) {
    if (scanned) requestAnimationFrame(() => setTimeout(() => performance.measure("scan to verdict", { start: scanned })))
  }
}
