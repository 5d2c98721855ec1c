// <carried-cart> draws a cart from what this phone carries, and lets <cart-check> look through it.
import { sayCarrying } from "../offline/carrying.js"
import { filled } from "../offline/saying.js"
import { carriedSnapshot } from "../offline/snapshots.js"
import { lookUpKey } from "../scanning/codes.js"
import "./cart_check.js"

class CarriedCart extends HTMLElement {
  async connectedCallback() {
    const snapshot = await carriedSnapshot().catch(() => null)
    sayCarrying(this, snapshot)
    if (!snapshot) return
    const [id] = location.pathname.split("/").slice(-1)
    const cart = snapshot.carts.find((one) => one.id === id)
    const self = cart && snapshot.assets.find((asset) => asset.id === id)
    this.querySelector("[data-unknown]").hidden = Boolean(self)
    if (self) this.#draw({ ...self, slots: cart.slots }, snapshot)
  }

  #draw(cart, { assets, rooms }) {
    const check = this.querySelector("cart-check")
    const template = check.querySelector("[data-cell]")
    check.querySelector(".slots").replaceChildren(...cellsOf(cart, assets).map((cell) => filled(template, cell)))
    check.dataset.cart = cart.id
    check.dataset.own = keysOf(cart)
    check.hidden = false
    const title = document.querySelector(".top h1")
    title.textContent = cart.tag ?? cart.serial ?? title.textContent
    const room = rooms.find(({ id }) => id === cart.room)
    if (room) document.querySelector(".top .sub").prepend(`${room.name} · `)
    for (const button of check.querySelectorAll(".slot")) if (!button.dataset.asset) button.dataset.state = "free"
    document.querySelector(".cart-actions").hidden = false
    check.begin()
  }
}

// Every numbered slot in its order, then what is in the cart without a number, as the server lays them out.
function cellsOf(cart, assets) {
  const inside = assets.filter((asset) => asset.cart === cart.id)
  const numbered = inside.some(({ slot }) => slot !== null) || !inside.length
  const bySlot = new Map(inside.filter(({ slot }) => slot !== null).map((asset) => [asset.slot, asset]))
  const numbers = numbered ? Array.from({ length: cart.slots }, (_, n) => n + 1) : []
  const placed = new Set(numbers.map((number) => bySlot.get(number)))
  return [...numbers.map((number) => cell(number, bySlot.get(number))), ...inside.filter((asset) => !placed.has(asset)).map((asset) => cell("", asset))]
}

function cell(slot, asset) {
  if (!asset) return { slot, asset: "", tag: "", end: "", keys: "", model: "" }
  const tag = asset.tag ?? asset.serial ?? "–"
  return { slot, asset: asset.id, tag, end: tag.slice(-4), keys: keysOf(asset), model: asset.model }
}

function keysOf({ tag, serial, codes }) {
  return [...new Set([tag, serial, ...codes].filter(Boolean).map(lookUpKey))].join(" ")
}

customElements.define("carried-cart", CarriedCart)
