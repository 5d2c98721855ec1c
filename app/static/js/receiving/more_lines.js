// <more-lines> adds one more empty line to a form of many; without it three are there.
class MoreLines extends HTMLElement {
  connectedCallback() {
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
        if (said) each.setAttribute(name, said.replace(/-N$/, `-${lines.children.length}`))
      }
    }
    lines.append(line)
    lines.lastElementChild.querySelector("select").focus()
  }
}

customElements.define("more-lines", MoreLines)
