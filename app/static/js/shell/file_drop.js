// <file-drop> takes a dropped file and names what was chosen.
class FileDrop extends HTMLElement {
  #input

  connectedCallback() {
    this.#input = this.querySelector("input[type=file]")
    this.addEventListener("change", () => this.#name())
    this.addEventListener("dragover", event => this.#over(event, true))
    this.addEventListener("dragleave", event => this.#over(event, false))
    this.addEventListener("drop", event => this.#take(event))
  }

  #over(event, over) {
    event.preventDefault()
    this.toggleAttribute("data-over", over)
  }

  #take(event) {
    this.#over(event, false)
    if (!event.dataTransfer.files.length) return
    this.#input.files = event.dataTransfer.files
    this.#input.dispatchEvent(new Event("change", { bubbles: true }))
  }

  #name() {
    const names = [...this.#input.files].map(file => file.name)
    if (names.length) this.querySelector("[data-chosen]").textContent = names.join(", ")
    this.toggleAttribute("data-full", names.length > 0)
  }
}

customElements.define("file-drop", FileDrop)
