// <install-help> shows the steps for the phone at hand, the browser's own button where there is one, and a hard word in a
// plain Safari tab: what is kept there does not move to the app.
class InstallHelp extends HTMLElement {
  #life
  #offer = null

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    addEventListener("beforeinstallprompt", (event) => this.#take(event), { signal })
    addEventListener("appinstalled", () => this.#show("installed"), { signal })
    this.querySelector("[data-install]").addEventListener("click", () => this.#offer.prompt(), { signal })
    const apple = isApple()
    for (const section of this.querySelectorAll("section[data-for]")) {
      if (section.dataset.for === (apple ? "apple" : "android")) section.parentElement.insertBefore(section, this.querySelector("section"))
    }
    if (isInstalled()) this.#show("installed")
    else if (apple) this.#show("tab")
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

function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
}

// An iPad says it is a Mac; a Mac has no touch screen.
function isApple() {
  const { userAgent, maxTouchPoints } = navigator
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

customElements.define("install-help", InstallHelp)
