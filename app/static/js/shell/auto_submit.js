// <auto-submit> sends its form when a choice in it changes, and puts away the button that is there for want of script.
class AutoSubmit extends HTMLElement {
  connectedCallback() {
    this.querySelectorAll("[data-without-script]").forEach(button => { button.hidden = true })
    this.addEventListener("change", event => event.target.form?.requestSubmit())
  }
}

customElements.define("auto-submit", AutoSubmit)
