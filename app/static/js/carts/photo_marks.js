// A photo in the check of a cart: all of its codes are told at once and taken back at once, and what shows another cart
// marks nothing here unless the person says so. Says "photo-marked" when it is told.
import { sounds } from "../scanning/sounds.js"
import { bringPhoto, otherCart } from "./photo_of_a_cart.js"

export class PhotoMarks {
  #place
  #marks
  #see
  #say
  // How much was marked before it and with it: as long as that is all, it can be taken back whole.
  #before = null
  #with = null
  #ofAnother = []

  constructor(place, { marks, see, say }, signal) {
    this.#place = place
    this.#marks = marks
    this.#see = see
    this.#say = say
    place.addEventListener("photographed", ({ detail }) => this.#photographed(detail.codes), { signal })
    place.addEventListener("click", ({ target }) => this.#pressed(target), { signal })
  }

  // One of its codes is about to be marked.
  begin() {
    this.#before ??= this.#marks.numbers.marked
  }

  mark(texts) {
    for (const text of texts) this.#see(text)
    this.#tell()
  }

  show() {
    const undo = this.#place.querySelector("[data-undo-photo]")
    if (undo) undo.hidden = this.#marks.numbers.marked !== this.#with
  }

  async #photographed(codes) {
    const before = this.#before
    if (before === null) return
    this.#tell()
    const other = await otherCart(codes, this.#place.dataset.cart)
    if (!other || "kept" in this.#place.dataset || this.#marks.numbers.marked !== before + 1) return
    this.#marks.undo()
    this.#ofAnother = codes
    sounds.play("elsewhere")
    this.#say("other-cart", other)
  }

  #tell() {
    if (this.#before === null) return
    this.#marks.together(this.#before)
    this.#before = null
    const { here, expected, left, marked } = this.#marks.numbers
    this.#with = marked
    sounds.play(left ? "already" : "here")
    this.#say(left ? "photo" : "whole", { here, expected, left })
    this.#place.dispatchEvent(new Event("photo-marked"))
    this.show()
  }

  #pressed(target) {
    const other = target.closest("[data-other-cart]")
    if (other) bringPhoto(other.dataset.otherCart, this.#ofAnother)
    if (target.closest("[data-mark-photo]")) this.mark(this.#ofAnother.map(({ text }) => text))
    if (!target.closest("[data-undo-photo]")) return
    this.#marks.undo()
    this.#place.querySelector("[data-said]").replaceChildren()
  }
}
