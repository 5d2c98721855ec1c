// <while-sending> says in its form that work of some seconds is under way, and lets the form be sent once.
class WhileSending extends HTMLElement {
  #life
  #form

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#form = this.closest("form")
    this.#form.addEventListener("submit", () => this.#show(true), { signal })
    // A page that comes back from the browser's memory can be sent again.
    addEventListener("pageshow", () => this.#show(false), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #show(sending) {
    const said = sending ? [this.querySelector("template").content.cloneNode(true)] : []
    this.querySelector("[role=status]").replaceChildren(...said)
    for (const control of this.#form.elements) if (control.type === "submit") control.disabled = sending
  }
}

customElements.define("while-sending", WhileSending)
