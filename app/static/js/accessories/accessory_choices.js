// <accessory-choices> is what goes along with a device, or comes back with it: each a toggle, which holds for each next one on
// this page. Whoever goes to sign (a[data-signs]) and comes back to the page in this tab finds them as they were. The page that
// a phone keeps is the same for every school: there the kinds are those of the site that the phone carries.
import { filled } from "../offline/saying.js"
import { carriedSnapshot } from "../offline/snapshots.js"

const WAYS = { checkout: "out", checkin: "in" }
const KEY = "rollcall.along"
const FRESH = 15 * 60_000

class AccessoryChoices extends HTMLElement {
  #life

  connectedCallback() {
    const before = this.#takenBack()
    if (this.#choice) this.#carry(before)
    else this.#press(before)
    this.addEventListener("click", ({ target }) => this.#toggle(target.closest("[data-name]")))
    this.#life = new AbortController()
    document.addEventListener("click", ({ target }) => target.closest("a[data-signs]") && this.#leave(), { signal: this.#life.signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  get chosen() {
    return this.#buttons.filter(({ ariaPressed }) => ariaPressed === "true").map(({ dataset }) => dataset.name)
  }

  async #carry(before) {
    const way = this.querySelector(`template[data-way="${WAYS[location.pathname.split("/").at(-1)] ?? "out"}"]`)
    const kinds = (way && (await carriedSnapshot().catch(() => null))?.accessories) ?? []
    if (!kinds.length) return
    this.ariaLabel = way.dataset.label
    this.querySelector(".words").textContent = way.content.textContent
    this.append(...kinds.map((name) => filled(this.#choice, { name })))
    this.#press(before)
    this.hidden = false
  }

  #press(names) {
    for (const button of this.#buttons) button.ariaPressed = String(names.includes(button.dataset.name))
  }

  #toggle(button) {
    if (button) button.ariaPressed = String(button.ariaPressed !== "true")
  }

  #leave() {
    sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, chosen: this.chosen, at: Date.now() }))
  }

  // Once, and not on another page.
  #takenBack() {
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
    sessionStorage.removeItem(KEY)
    return left?.page === location.pathname && Date.now() - left.at < FRESH ? left.chosen : []
  }

  get #choice() {
    return this.querySelector("template[data-choice]")
  }

  get #buttons() {
    return [...this.querySelectorAll("[data-name]")]
  }
}

customElements.define("accessory-choices", AccessoryChoices)

// What is chosen on this page just now; nothing where the page offers no choice.
export function along() {
  return document.querySelector("accessory-choices")?.chosen ?? []
}
