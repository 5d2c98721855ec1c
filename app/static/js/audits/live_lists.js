// The lists of a count, drawn by the server: asked for after whatever changed them here, and every ten seconds while
// somebody looks, because others may be counting too. Events: "drawn" { askedAt }, "unheard", "signed-out".
const SOON = 80
const EVERY = 10_000
const FRESH = 15_000
const PATIENCE = 3000

export class LiveLists extends EventTarget {
  #source
  #timer
  #askedAt = 0
  #drawnAt

  constructor(source, signal, { drawn }) {
    super()
    this.#source = source
    this.#drawnAt = drawn ? performance.timeOrigin : 0
    const every = setInterval(() => document.hidden || this.#ask(), EVERY)
    signal.addEventListener("abort", () => clearInterval(every))
    document.addEventListener("visibilitychange", () => document.hidden || this.#ask(), { signal })
    addEventListener("online", () => this.#ask(), { signal })
    source.addEventListener("htmx:before:response", (event) => this.#judge(event), { signal })
    source.addEventListener("htmx:finally:request", ({ detail }) => this.#drawn(detail.ctx), { signal })
    // No answer is no news: the outbox says what is not heard.
    for (const type of ["htmx:error", "htmx:response:error"]) {
      source.addEventListener(type, (event) => event.stopPropagation(), { signal })
    }
  }

  soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), SOON)
  }

  // Whether the server is there to be gone to.
  async reached() {
    if (!navigator.onLine) return false
    if (Date.now() - this.#drawnAt < FRESH) return true
    const told = new Promise((resolve) => {
      this.addEventListener("drawn", () => resolve(true), { once: true })
      this.addEventListener("unheard", () => resolve(false), { once: true })
      setTimeout(resolve, PATIENCE, false)
    })
    this.#ask()
    return told
  }

  #ask() {
    if (!navigator.onLine) return
    this.#askedAt = Date.now()
    this.#source.dispatchEvent(new Event("refresh"))
  }

  #judge(event) {
    const { status, headers } = event.detail.ctx.response
    if (status === 200 && headers.has("X-Rollcall")) return
    event.preventDefault()
    if (status === 401) this.dispatchEvent(new Event("signed-out"))
  }

  #drawn({ status }) {
    if (status !== "swapped") return this.dispatchEvent(new Event("unheard"))
    this.#drawnAt = Date.now()
    this.dispatchEvent(new CustomEvent("drawn", { detail: { askedAt: this.#askedAt } }))
  }
}
