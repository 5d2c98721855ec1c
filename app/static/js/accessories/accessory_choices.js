// <accessory-choices> is what goes along with a device, or comes back with it: each a toggle, remembered for the next one.
class AccessoryChoices extends HTMLElement {
  connectedCallback() {
    const before = this.#remembered
    for (const button of this.#buttons) button.ariaPressed = String(before.includes(button.dataset.name))
    this.addEventListener("click", ({ target }) => this.#toggle(target.closest("[data-name]")))
  }

  get chosen() {
    return this.#buttons.filter(({ ariaPressed }) => ariaPressed === "true").map(({ dataset }) => dataset.name)
  }

  #toggle(button) {
    if (!button) return
    button.ariaPressed = String(button.ariaPressed !== "true")
    localStorage.setItem(this.#key, JSON.stringify(this.chosen))
  }

  get #remembered() {
    return JSON.parse(localStorage.getItem(this.#key) ?? "[]")
  }

  get #key() {
    return `rollcall-along-${this.dataset.way}`
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
