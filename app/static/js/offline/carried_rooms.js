// <carried-rooms> lists the rooms of the site that this phone carries, with rings, when the network does not.
import { CarriedList } from "./carried_list.js"
import { CarriedRegister } from "./register.js"
import { paintRing } from "./rings.js"
import { roomProgress } from "./room_progress.js"
import { filled, said } from "./saying.js"

const FITS = {
  "not-yet": ({ state }) => state !== "counted",
  counted: ({ state }) => state === "counted",
  all: () => true,
}

class CarriedRooms extends CarriedList {
  #progress = []

  connectedCallback() {
    super.connectedCallback()
    addEventListener("hashchange", () => this.#list(), { signal: this.life.signal })
  }

  async draw(snapshot, outbox) {
    const operations = (await outbox?.everything()) ?? []
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
    this.sayEmpty(rows.length ? null : this.querySelector(`[data-empty="${shown}"]`))
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
