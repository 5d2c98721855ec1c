// <carried-scan> says what a code means as far as this phone knows: a device, a room, a cart, or a badge by its last digits.
import { bringPhoto, cartAmong } from "../carts/photo_of_a_cart.js"
import { bring } from "../custody/brought.js"
import { candidates, lookUpKey } from "../scanning/codes.js"
import { badgeEnd } from "./badges.js"
import { sayCarrying } from "./carrying.js"
import { CarriedRegister } from "./register.js"
import { filled, when } from "./saying.js"
import { carriedSnapshot } from "./snapshots.js"

const MOVABLE = ["received", "in_stock", "deployed", "salvage"]

class CarriedScan extends HTMLElement {
  #life
  #register = null
  #may = []
  #reading

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.addEventListener("scanned", ({ detail }) => this.#open(detail.text), { signal })
    this.addEventListener("photographed", (event) => this.#photographed(event), { signal })
    addEventListener("snapshot", () => this.#read(), { signal })
    this.#reading = this.#read()
    const asked = new URLSearchParams(location.search).get("code")
    if (asked) this.#open(asked)
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #read() {
    const snapshot = await carriedSnapshot().catch(() => null)
    this.#register = snapshot && new CarriedRegister(snapshot)
    this.#may = snapshot?.may ?? []
    sayCarrying(this, snapshot)
  }

  // Of a photo without a network: in which cart its devices lie, as far as this phone knows.
  #photographed(event) {
    const { codes } = event.detail
    const cart = this.#register && cartAmong(codes.map(({ text }) => this.#register.meant(text)[0]?.cart))
    if (!cart) return
    event.preventDefault()
    bringPhoto(cart, codes)
    this.#openCart(cart)
  }

  // The label of a cart opens it, as it does with a network.
  #cartOf(text) {
    const [meant, other] = this.#register.meant(text)
    return other ? null : this.#register.carts.find(({ id }) => id === meant?.id)?.id
  }

  #openCart(cart) {
    location.assign(this.dataset.cart.replace("{cart}", cart))
  }

  async #open(text) {
    await this.#reading
    if (!this.#register) return
    const cart = this.#cartOf(text)
    if (cart) return this.#openCart(cart)
    const place = this.querySelector("[data-meaning]")
    place.replaceChildren(this.#meaning(text))
    place.scrollIntoView({ block: "nearest" })
  }

  #meaning(text) {
    const chosen = this.#register.asset(text)
    const assets = chosen ? [chosen] : this.#register.meant(text)
    if (assets.length > 1) return this.#several(assets)
    if (assets.length) return this.#asset(assets[0])
    const rooms = candidates(text).filter(({ kind }) => kind === "room")
    const room = this.#roomOf(rooms)
    if (room) return this.#say("room", room)
    if (rooms.length) return this.#say("no-room", {})
    const digits = badgeEnd(text)
    if (digits && this.#may.includes("custody.check_out")) this.#bring(text)
    if (digits) return this.#say("badge", { digits })
    return this.#say("nothing", { code: text })
  }

  #bring(badge) {
    bring(badge)
    location.assign("/checkout")
  }

  // By its name in our own codes, or by the words of a label: "ROOM: 8217/204".
  #roomOf(rooms) {
    const names = rooms.map(({ value }) => value)
    const isMeant = (room) =>
      names.some((name) => name === room.id || lookUpKey(name) === lookUpKey(`${this.#register.site.code}/${room.code}`))
    return this.#register.rooms.find(isMeant) ?? null
  }

  #several(assets) {
    const said = this.#say("several", {})
    const rows = assets.map(({ id, tag, serial, model }) => this.#say("one-of-several", { id, model, tag: tag ?? serial }))
    said.querySelector(".rows").replaceChildren(...rows)
    return said
  }

  #asset(asset) {
    const register = this.#register
    const home = register.room(asset.expected_room)
    const room = register.room(asset.room)
    const cart = asset.cart && register.asset(asset.cart)
    const seen = asset.last_seen
    const card = this.#say("asset", {
      ...asset,
      tag: asset.tag ?? asset.serial,
      room: room?.name,
      expected: home?.name,
      elsewhere: home && home !== room,
      cart: cart?.tag,
      cart_id: cart?.id ?? register.carts.find(({ id }) => id === asset.id)?.id,
      seen: seen && when(seen.at),
      seen_in: seen?.room,
      count: (home ?? room)?.id,
      count_in: (home ?? room)?.name,
      code: asset.tag ?? asset.serial,
      room_id: asset.room,
      movable: this.#may.includes("asset.move") && MOVABLE.includes(asset.state),
      reportable: this.#may.includes("asset.report"),
    })
    card.querySelector("[data-state]").append(this.querySelector(`[data-state-of="${asset.state}"]`).content.cloneNode(true))
    return card
  }

  // What is marked data-when="name" stays only where there is one.
  #say(kind, values) {
    const made = filled(this.querySelector(`[data-means="${kind}"]`), values)
    for (const part of made.querySelectorAll("[data-when]")) if (!values[part.dataset.when]) part.remove()
    return made
  }
}

customElements.define("carried-scan", CarriedScan)
