// <row-selection> counts the rows that are picked, and offers what can be done with them.
class RowSelection extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", event => this.#changed(event.target))
    this.#say()
  }

  #changed(box) {
    if (box.matches("[data-all]")) this.#boxes.forEach(each => { each.checked = box.checked })
    this.#say()
  }

  #say() {
    const all = this.querySelector("[data-all]")
    const picked = this.#boxes.filter(box => box.checked).length
    this.querySelector("[data-number]").textContent = picked
    this.querySelector("[data-picked]").hidden = picked === 0
    all.checked = picked > 0 && picked === this.#boxes.length
    all.indeterminate = picked > 0 && !all.checked
  }

  get #boxes() {
    return [...this.querySelectorAll("tbody .pick input")]
  }
}

customElements.define("row-selection", RowSelection)
