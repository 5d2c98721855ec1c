// <current-link> marks, of the links in it, the one that leads to this page, and keeps it in sight.
class CurrentLink extends HTMLElement {
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    document.addEventListener("htmx:after:swap", () => this.#mark(), { signal: this.#listening.signal })
    this.#mark()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  #mark() {
    for (const link of this.querySelectorAll("a")) {
      const here = link.pathname === location.pathname
      if (here && !link.ariaCurrent) link.scrollIntoView({ block: "nearest" })
      link.ariaCurrent = here ? "page" : null
    }
  }
}

customElements.define("current-link", CurrentLink)
