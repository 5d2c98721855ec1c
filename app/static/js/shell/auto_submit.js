// <auto-submit> sends its form when a choice in it changes; the button that is there for want of script is hidden by base.css.
class AutoSubmit extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", event => event.target.form?.requestSubmit())
  }
}

customElements.define("auto-submit", AutoSubmit)
