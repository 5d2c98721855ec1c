// <row-selection> counts the rows that are picked, and offers what can be done with them. A list that was asked for anew
// begins with none.
class RowSelection extends HTMLElement {
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    this.addEventListener("change", event => this.#changed(event.target))
    document.addEventListener("htmx:after:swap", () => this.#pick(false), { signal: this.#listening.signal })
    this.#say()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  #changed(box) {
    if (box.matches("[data-all]")) this.#pick(box.checked)
    this.#say()
  }

  #pick(picked) {
    this.#boxes.forEach(each => { each.checked = picked })
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
