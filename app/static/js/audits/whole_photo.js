// All of a photo counted at once: each code is its own sighting, and one button takes them all back.
import { otherCart } from "../carts/photo_of_a_cart.js"
import { uuid7 } from "../offline/operation.js"
import { sounds } from "../scanning/sounds.js"

export class WholePhoto {
  #place
  #outbox
  #reckoning
  #card
  #said
  #sightings = []

  constructor(place, { outbox, reckoning, card, said }, signal) {
    this.#place = place
    this.#outbox = outbox
    this.#reckoning = reckoning
    this.#card = card
    this.#said = said
    place.addEventListener("photographed", ({ detail }) => this.#look(detail.codes), { signal })
    place.addEventListener("photo-counted", ({ detail }) => this.#count(detail), { signal })
    place.addEventListener("click", ({ target }) => target.closest("[data-undo-photo]") && this.#takeBack(), { signal })
  }

  // A cart of another room: the person may have gone through the wrong door.
  async #look(codes) {
    const other = await otherCart(codes, null)
    const cart = other && this.#reckoning.register?.asset(other.cart)
    if (!cart?.room || cart.room === this.#names.room) return
    sounds.play("elsewhere")
    this.#card.show("cart_elsewhere", { ...other, belongs: this.#reckoning.register.room(cart.room)?.name })
  }

  // What two devices bear is left to be picked one by one.
  async #count({ codes, at }) {
    const read = codes.map(({ text }) => ({ code: text, method: "photo", ...this.#reckoning.choose({ code: text, method: "photo" }) }))
    const clear = read.filter(({ several, asset }) => !several || asset)
    const payloads = clear.map(({ code, method, asset }) => ({ ...this.#names, code, asset: asset?.id ?? null, method }))
    this.#sightings = await this.#keep(payloads.map((payload) => ({ kind: "audit.sight", payload, at: new Date(at) })))
    if (this.#sightings.length === clear.length) this.#say("here", "photo", { number: this.#sightings.length })
  }

  async #takeBack() {
    const undone = this.#sightings.map(({ op_id }) => ({ kind: "audit.undo", payload: { audit: this.#names.audit, sighting: op_id } }))
    this.#sightings = []
    if ((await this.#keep(undone)).length) this.#say("already", "photo_undone")
  }

  // Nothing is said to be done before the phone holds it; what it could not hold does not count.
  async #keep(operations) {
    const kept = []
    try {
      for (const { kind, payload, at } of operations) {
        const operation = await this.#outbox.keep(kind, payload, at, null, uuid7())
        this.#reckoning.hear(operation)
        kept.push(operation)
      }
    } catch ({ reason }) {
      this.#say("refused", "unkept", { reason })
    }
    return kept
  }

  #say(sound, card, values = {}) {
    this.#said()
    sounds.play(sound)
    this.#card.show(card, values)
  }

  get #names() {
    const { audit, room } = this.#place.dataset
    return { audit, room }
  }
}
