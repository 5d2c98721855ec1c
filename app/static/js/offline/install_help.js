// <install-help> shows the steps for the phone at hand, the browser's own button where there is one, and a hard word in a
// plain Safari tab: what is kept there does not move to the app.
import { isApple, isInstalled, isTabOfAnApple } from "./home_screen.js"

class InstallHelp extends HTMLElement {
  #life
  #offer = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    addEventListener("beforeinstallprompt", (event) => this.#take(event), { signal })
    addEventListener("appinstalled", () => this.#show("installed"), { signal })
    this.querySelector("[data-install]").addEventListener("click", () => this.#offer.prompt(), { signal })
    const own = this.querySelector(`section[data-for="${isApple() ? "apple" : "android"}"]`)
    this.querySelector("section").before(own)
    if (isInstalled()) this.#show("installed")
    else if (isTabOfAnApple()) this.#show("tab")
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #take(event) {
    event.preventDefault()
    this.#offer = event
    this.#show("asked")
  }

  #show(state) {
    for (const part of this.querySelectorAll("div[data-for]")) part.hidden = part.dataset.for !== state
  }
}

customElements.define("install-help", InstallHelp)
