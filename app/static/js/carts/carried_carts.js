// <carried-carts> lists the carts of the site that this phone carries, one's own first, when the network does not.
import { sayCarrying } from "../offline/carrying.js"
import { outboxOf } from "../offline/outbox.js"
import { currentPerson } from "../offline/people.js"
import { filled, said, when } from "../offline/saying.js"
import { carriedSnapshot } from "../offline/snapshots.js"

class CarriedCarts extends HTMLElement {
  #life
  #outbox = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    addEventListener("snapshot", () => this.#read(), { signal })
    this.#begin(signal)
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #begin(signal) {
    const person = await currentPerson()
    if (person) this.#outbox = outboxOf(person.uuid)
    for (const type of ["kept", "change"]) this.#outbox?.addEventListener(type, () => this.#read(), { signal })
    this.#read()
  }

  async #read() {
    const snapshot = await carriedSnapshot(new URLSearchParams(location.search).get("site")).catch(() => null)
    sayCarrying(this, snapshot)
    this.querySelector("[data-guide]").hidden = !snapshot?.carts.length
    if (!snapshot) return
    const waiting = (await this.#outbox?.list().catch(() => [])) ?? []
    this.#draw(snapshot, new Set(waiting.filter(({ kind }) => kind === "cart.confirm").map(({ payload }) => payload.cart)))
  }

  #draw({ carts, assets, rooms }, waiting) {
    const own = new Map(assets.map((asset) => [asset.id, asset]))
    const names = new Map(rooms.map(({ id, name }) => [id, name]))
    const holds = (id) => assets.filter(({ cart }) => cart === id).length
    const shown = carts.map((cart) => ({ ...cart, holds: holds(cart.id), room: names.get(own.get(cart.id)?.room), waiting: waiting.has(cart.id) }))
    shown.sort((one, other) => (one.room ?? "").localeCompare(other.room ?? "", document.documentElement.lang, { numeric: true }))
    this.#list("mine", shown.filter(({ mine }) => mine))
    this.#list("others", shown.filter(({ mine }) => !mine))
    this.querySelector(".empty")?.remove()
    if (!shown.length) this.append(filled(this.querySelector("[data-empty]"), {}))
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
