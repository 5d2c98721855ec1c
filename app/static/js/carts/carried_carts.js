// <carried-carts> lists the carts of the site that this phone carries, one's own first, when the network does not.
import { CarriedList } from "../offline/carried_list.js"
import { filled, said, when } from "../offline/saying.js"

class CarriedCarts extends CarriedList {
  guides({ carts }) {
    return carts.length > 0
  }

  async draw(snapshot, outbox) {
    const queue = (await outbox?.list().catch(() => [])) ?? []
    const confirming = queue.filter(({ kind }) => kind === "cart.confirm").map(({ payload }) => payload.cart)
    this.#draw(snapshot, new Set(confirming))
  }

  #draw({ carts, assets, rooms }, waiting) {
    const own = new Map(assets.map((asset) => [asset.id, asset]))
    const names = new Map(rooms.map(({ id, name }) => [id, name]))
    const holds = (id) => assets.filter(({ cart }) => cart === id).length
    const shown = carts.map((cart) => ({ ...cart, holds: holds(cart.id), room: names.get(own.get(cart.id)?.room), waiting: waiting.has(cart.id) }))
    shown.sort((one, other) => (one.room ?? "").localeCompare(other.room ?? "", document.documentElement.lang, { numeric: true }))
    this.#list("mine", shown.filter(({ mine }) => mine))
    this.#list("others", shown.filter(({ mine }) => !mine))
    this.sayEmpty(shown.length ? null : this.querySelector("[data-empty]"))
  }

  #list(name, carts) {
    const list = this.querySelector(`[data-list="${name}"]`)
    list.hidden = !carts.length
    const rows = carts.map((cart) => filled(this.querySelector("[data-row]"), { ...cart, tag: cart.tag ?? "–", line: this.#line(cart) }))
    list.querySelector(".rows").replaceChildren(...rows)
  }

  #line({ room, holds, waiting, confirmed_at }) {
    const parts = [room && "room", "holds", waiting ? "waiting" : confirmed_at ? "confirmed" : "never"].filter(Boolean)
    const words = (part) => this.querySelector(`[data-line="${part}"]`).content.textContent
    return parts.map((part) => said(words(part), { room, holds, when: confirmed_at && when(confirmed_at) })).join(" · ")
  }
}

customElements.define("carried-carts", CarriedCarts)
