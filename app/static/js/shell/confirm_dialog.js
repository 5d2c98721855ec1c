// <confirm-dialog> asks before hx-confirm requests and before plain forms with data-confirm are sent.
// On the asking element: data-confirm-more (what it will do), data-confirm-word (the verb), data-confirm-danger.
class ConfirmDialog extends HTMLElement {
  #answer

  connectedCallback() {
    this.#dialog.addEventListener("close", () => this.#answer(this.#dialog.returnValue === "yes"))
    document.addEventListener("htmx:confirm", event => this.#holdRequest(event))
    document.addEventListener("submit", event => this.#holdForm(event))
  }

  #holdRequest(event) {
    const { ctx, issueRequest, dropRequest } = event.detail
    event.preventDefault()
    this.#ask(ctx.sourceElement, ctx.confirm, yes => yes ? issueRequest() : dropRequest())
  }

  #holdForm(event) {
    const asking = [event.submitter, event.target].find(each => each?.dataset.confirm)
    if (!asking || asking.dataset.confirmed) return
    event.preventDefault()
    this.#ask(asking, asking.dataset.confirm, yes => {
      if (!yes) return
      asking.dataset.confirmed = "yes"
      event.target.requestSubmit(event.submitter)
      delete asking.dataset.confirmed
    })
  }

  #ask({ dataset }, question, answer) {
    const yes = this.querySelector("[value=yes]")
    this.#answer = answer
    this.querySelector("[data-question]").textContent = question
    this.querySelector("[data-consequence]").textContent = dataset.confirmMore ?? ""
    yes.textContent = dataset.confirmWord ?? yes.dataset.word
    yes.classList.toggle("danger", "confirmDanger" in dataset)
    this.#dialog.returnValue = ""
    this.#dialog.showModal()
  }

  get #dialog() {
    return this.querySelector("dialog")
  }
}

customElements.define("confirm-dialog", ConfirmDialog)
