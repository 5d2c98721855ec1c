// <carried-move>: any [data-move] opens its dialog; choosing a room makes the move an operation of this phone.
import { KeptDialog } from "./kept_dialog.js"
import { carriedSnapshot } from "./snapshots.js"

class CarriedMove extends KeptDialog {
  opener = "[data-move]"

  async opened({ dataset }) {
    const { rooms } = await carriedSnapshot()
    this.#room.replaceChildren(...rooms.map(({ id, name }) => new Option(name, id, id === dataset.room, id === dataset.room)))
    return { ...dataset }
  }

  told() {
    const { code, version } = this.about
    const payload = { code, room: this.#room.value }
    return { kind: "asset.move", payload, version, said: { room: this.#room.selectedOptions[0].label } }
  }

  get #room() {
    return this.querySelector("select")
  }
}

customElements.define("carried-move", CarriedMove)
