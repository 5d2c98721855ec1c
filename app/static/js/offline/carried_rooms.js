// <carried-rooms> lists the rooms of the site that this phone carries, with rings, when the network does not.
import { sayCarrying } from "./carrying.js"
import { outboxOf } from "./outbox.js"
import { currentPerson } from "./people.js"
import { CarriedRegister } from "./register.js"
import { paintRing } from "./rings.js"
import { roomProgress } from "./room_progress.js"
import { filled, said } from "./saying.js"
import { carriedSnapshot } from "./snapshots.js"

const FITS = {
  "not-yet": ({ state }) => state !== "counted",
  counted: ({ state }) => state === "counted",
  all: () => true,
}

class CarriedRooms extends HTMLElement {
  #life
  #outbox = null
  #progress = []

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    addEventListener("hashchange", () => this.#list(), { signal })
    addEventListener("snapshot", () => this.#read(), { signal })
    this.#begin(signal)
  }

  disconnectedCallback() {
    this.#life.abort()
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
    this.querySelector("[data-guide]").hidden = !snapshot
    if (!snapshot) return
    const operations = (await this.#outbox?.everything()) ?? []
    this.#progress = roomProgress(new CarriedRegister(snapshot), operations)
    this.#list()
  }

  #list() {
    const shown = FITS[location.hash.slice(1)] ? location.hash.slice(1) : "not-yet"
    for (const tab of this.querySelectorAll("[data-show]")) {
      tab.ariaCurrent = tab.dataset.show === shown ? "true" : null
      tab.querySelector(".count").textContent = this.#progress.filter(FITS[tab.dataset.show]).length
    }
    const rows = this.#progress.filter(FITS[shown]).map((progress) => this.#row(progress))
    this.querySelector(".rows").replaceChildren(...rows)
    this.querySelector(".rows").hidden = !rows.length
    this.querySelector(".empty")?.remove()
    if (!rows.length) this.append(filled(this.querySelector(`[data-empty="${shown}"]`), {}))
  }

  #row(progress) {
    const { room, done, expected } = progress
    const row = filled(this.querySelector("[data-row]"), { ...room, done, expected, line: this.#line(progress) })
    paintRing(row.querySelector(".ring"), done, expected)
    return row
  }

  #line({ done, expected, mine, state }) {
    const kind = mine ? "mine" : state === "todo" ? (expected ? "todo" : "nothing") : "seen"
    return said(this.querySelector(`[data-line="${kind}"]`).content.textContent, { done, expected })
  }
}

customElements.define("carried-rooms", CarriedRooms)
