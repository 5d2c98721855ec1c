// <print-button> prints the page; without a script it is not there.
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => print())
  }
}

customElements.define("print-button", PrintButton)
