// The codes of one photograph, as buttons in the finder: the person says which was meant.
export class Picks {
  #list
  #template
  #codes = []

  constructor(root, pick, signal) {
    this.#list = root.querySelector(".picks")
    this.#template = root.querySelector("template[data-choice]")
    this.#list.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (button && button.ariaDisabled !== "true") pick(this.#taken(button))
    }, { signal })
  }

  get count() {
    return this.#codes.length
  }

  // What was not picked one by one.
  get left() {
    const taken = new Set([...this.#list.querySelectorAll("[aria-disabled=true]")].map(({ dataset }) => dataset.text))
    return this.#codes.filter(({ text }) => !taken.has(text))
  }

  offer(codes) {
    this.#codes = codes
    this.#list.replaceChildren(...codes.map(({ text }) => {
      const button = this.#template.content.firstElementChild.cloneNode(true)
      button.dataset.text = text
      button.querySelector("[data-slot=text]").textContent = text
      return button
    }))
  }

  #taken(button) {
    button.ariaDisabled = "true"
    return this.#codes.find((code) => code.text === button.dataset.text)
  }
}
