// <error-bar> says what a failed request means; the words come from its templates or from the server's [data-says].
class ErrorBar extends HTMLElement {
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#listening.signal })
    on(document, "htmx:response:error", event => this.#answered(event.detail.ctx))
    on(document, "htmx:error", event => event.detail.ctx && !event.detail.ctx.response && this.#show("unheard"))
    on(document, "htmx:after:request", event => event.detail.ctx.response.status < 400 && this.#clear())
    on(window, "offline", () => this.#show("offline"))
    on(window, "online", () => this.#clear())
    on(this, "click", event => event.target.closest("[data-close]") && this.#clear())
    if (!navigator.onLine && !isKept) this.#show("offline")
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  #answered({ response, text }) {
    if (response.status === 401) this.#signedOut()
    else if (response.status >= 500) this.#show("server", saidIn(text))
  }

  // Whoever has to sign in again is told first that nothing is lost.
  #signedOut() {
    const kept = document.querySelector("unsent-pill")?.dataset.waiting
    this.#show(kept > 0 ? "signed-out-keeping" : "signed-out")
    const said = this.querySelector(":scope > * [data-words]")
    said.textContent = said.textContent.replace("{count}", kept)
  }

  #show(kind, words) {
    this.#clear()
    this.append(this.querySelector(`template[data-for=${kind}]`).content.cloneNode(true))
    if (words) this.querySelector(":scope > * [data-words]").textContent = words
  }

  #clear() {
    this.querySelectorAll(":scope > :not(template)").forEach(bar => bar.remove())
  }
}

// A page that the phone keeps says by itself that there is no network.
const isKept = document.querySelector("meta[name=rollcall-kept]")

const saidIn = html => new DOMParser().parseFromString(html, "text/html").querySelector("[data-says]")?.textContent.trim()

customElements.define("error-bar", ErrorBar)
