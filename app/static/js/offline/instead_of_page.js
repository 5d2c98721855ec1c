// <instead-of-page> says what can be done in place of the page in the address, where that begins with data-of.
class InsteadOfPage extends HTMLElement {
  connectedCallback() {
    this.hidden = !location.pathname.startsWith(this.dataset.of)
  }
}

customElements.define("instead-of-page", InsteadOfPage)
