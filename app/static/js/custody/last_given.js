// The device that was given last on a class's list, or whose student was tapped: one tap says its condition; the first
// goes without saying. What is damaged can be reported from here.
import { said } from "../offline/saying.js"

export class LastGiven {
  student = null
  deed = null
  #place

  constructor(place) {
    this.#place = place
  }

  show(student) {
    this.student = student
    this.deed = student.last
    const { tag, code, id } = this.deed.meaning
    const line = this.#place.querySelector("[data-line]")
    line.textContent = said(line.dataset.words, { tag, who: student.who })
    Object.assign(this.#place.querySelector("[data-report]").dataset, { tag, code, asset: id ?? "" })
    this.#place.hidden = false
    this.press()
  }

  forget(deed) {
    if (this.deed === deed) this.#place.hidden = true
  }

  press() {
    const { condition } = this.deed
    const [usual, ...others] = this.#place.querySelectorAll("[data-condition]")
    const told = others.find(({ dataset }) => dataset.condition === condition) ?? usual
    for (const button of [usual, ...others]) button.ariaPressed = String(button === told)
    this.#place.querySelector("[data-report]").hidden = condition !== "damaged"
  }
}
