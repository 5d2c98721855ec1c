// <toast-note> goes when closed, and after ten seconds when there is nothing in it to press and nobody is on it.
class ToastNote extends HTMLElement {
  #timer

  connectedCallback() {
    this.addEventListener("click", event => event.target.closest("[data-close]") && this.remove())
    if (!this.querySelector("a, button:not([data-close])")) this.#timer = setInterval(() => this.#leave(), 10_000)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  #leave() {
    if (!this.matches(":hover, :focus-within")) this.remove()
  }
}

customElements.define("toast-note", ToastNote)
