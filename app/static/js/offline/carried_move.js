// <carried-move>: any [data-move] opens its dialog; choosing a room makes the move an operation of this phone.
import { arriving } from "./arriving.js"
import { outboxOf } from "./outbox.js"
import { filled } from "./saying.js"
import { carriedSnapshot } from "./snapshots.js"

class CarriedMove extends HTMLElement {
  #life
  #about = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    document.addEventListener("click", ({ target }) => target.closest("[data-move]") && this.#open(target.closest("[data-move]")), { signal })
    this.addEventListener("submit", (event) => this.#submitted(event), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #open({ dataset }) {
    this.#about = { ...dataset }
    const { rooms } = await carriedSnapshot()
    this.querySelector("select").replaceChildren(...rooms.map(({ id, name }) => new Option(name, id, id === dataset.room, id === dataset.room)))
    this.querySelector("[data-about]").textContent = dataset.tag
    this.querySelector("dialog").showModal()
  }

  async #submitted(event) {
    event.preventDefault()
    const { code, tag, version } = this.#about
    const select = this.querySelector("select")
    this.querySelector("dialog").close()
    try {
      const person = await arriving
      await outboxOf(person.uuid).keep("asset.move", { code, room: select.value }, new Date(), Number(version))
      this.#say("kept", { tag, room: select.selectedOptions[0].label })
    } catch {
      this.#say("unkept")
    }
  }

  #say(name, values = {}) {
    document.getElementById("toasts").append(filled(this.querySelector(`template[data-say="${name}"]`), values))
  }
}

customElements.define("carried-move", CarriedMove)
