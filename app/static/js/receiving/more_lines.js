// <more-lines> keeps one empty line in a form of many, and adds one more when asked; without it three are there.
class MoreLines extends HTMLElement {
  #next = 100

  connectedCallback() {
    const [, ...others] = this.querySelectorAll("[data-lines] > fieldset")
    for (const line of others) if (!line.querySelector("select").value) line.remove()
    const more = this.querySelector("[data-more]")
    more.hidden = false
    more.addEventListener("click", () => this.#add())
  }

  #add() {
    const lines = this.querySelector("[data-lines]")
    const line = this.querySelector("template").content.cloneNode(true)
    for (const each of line.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for"]) {
        const said = each.getAttribute(name)
        if (said) each.setAttribute(name, said.replace(/-N$/, `-${this.#next}`))
      }
    }
    this.#next += 1
    lines.append(line)
    lines.lastElementChild.querySelector("select").focus()
  }
}

customElements.define("more-lines", MoreLines)
