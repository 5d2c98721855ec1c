// What is in this slot? The dialog of a cart's check: it asks about one slot, and is told by one tap.
import { said } from "../offline/saying.js"

export class SlotQuestion {
  #dialog
  #slot = null

  constructor(dialog, answered) {
    this.#dialog = dialog
    dialog.addEventListener("click", ({ target }) => {
      const mark = target.closest("[data-mark]")
      if (!mark) return
      dialog.close()
      answered(this.#slot, mark.dataset.mark)
    })
  }

  ask(slot) {
    this.#slot = slot
    const { slot: number, tag, asset } = slot.dataset
    const about = this.#dialog.querySelector("[data-about]")
    const words = !asset ? about.dataset.free : number ? about.dataset.words : about.dataset.unnumbered
    about.textContent = said(words, { slot: number, tag })
    for (const button of this.#dialog.querySelectorAll("[data-mark]")) button.hidden = !fits(button.dataset.mark, Boolean(asset))
    this.#dialog.showModal()
  }
}

function fits(state, expected) {
  return expected ? state !== "empty" : ["swapped", "empty"].includes(state)
}
