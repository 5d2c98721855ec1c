// <carried-cart> draws a cart from what this phone carries, and lets <cart-check> look through it.
import { sayCarrying } from "../offline/carrying.js"
import { filled } from "../offline/saying.js"
import { carriedSnapshot } from "../offline/snapshots.js"
import { cellsOf, keysOf } from "./cells.js"
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

customElements.define("carried-cart", CarriedCart)
