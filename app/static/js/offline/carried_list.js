// A list of what this phone carries of a site, drawn anew whenever the snapshot or the queue changes. Whoever extends it has
// `draw(snapshot, outbox)`, and may say with `guides(snapshot)` when there is something to guide people through.
import { sayCarrying } from "./carrying.js"
import { outboxOf } from "./outbox.js"
import { currentPerson } from "./people.js"
import { filled } from "./saying.js"
import { carriedSnapshot } from "./snapshots.js"

export class CarriedList extends HTMLElement {
  life
  #outbox = null

  connectedCallback() {
    this.life = new AbortController()
    addEventListener("snapshot", () => this.#read(), { signal: this.life.signal })
    this.#begin(this.life.signal)
  }

  disconnectedCallback() {
    this.life.abort()
  }

  guides() {
    return true
  }

  // The template that says why nothing is listed, or nothing where something is.
  sayEmpty(template) {
    this.querySelector(".empty")?.remove()
    if (template) this.append(filled(template, {}))
  }

  async #begin(signal) {
    const person = await currentPerson()
    if (person) this.#outbox = outboxOf(person.uuid)
    for (const type of ["kept", "change"]) this.#outbox?.addEventListener(type, () => this.#read(), { signal })
    this.#read()
  }

  async #read() {
    const snapshot = await carriedSnapshot(new URLSearchParams(location.search).get("site")).catch(() => null)
    sayCarrying(this, snapshot)
    this.querySelector("[data-guide]").hidden = !snapshot || !this.guides(snapshot)
    if (snapshot) await this.draw(snapshot, this.#outbox)
  }
}
