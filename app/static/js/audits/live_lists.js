// The lists of a count, drawn by the server: asked for after whatever changed them here, and every ten seconds while
// somebody looks, because others may be counting too.
const SOON = 80
const EVERY = 10_000

export class LiveLists extends EventTarget {
  #source
  #timer

  constructor(source, signal) {
    super()
    this.#source = source
    const every = setInterval(() => document.hidden || this.#ask(), EVERY)
    signal.addEventListener("abort", () => clearInterval(every))
    document.addEventListener("visibilitychange", () => document.hidden || this.#ask(), { signal })
    source.addEventListener("htmx:before:response", (event) => this.#judge(event), { signal })
    // No answer is no news: the outbox says what is not heard.
    for (const type of ["htmx:error", "htmx:response:error"]) {
      source.addEventListener(type, (event) => event.stopPropagation(), { signal })
    }
  }

  soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), SOON)
  }

  #ask() {
    if (navigator.onLine) this.#source.dispatchEvent(new Event("refresh"))
  }

  #judge(event) {
    const { status, headers } = event.detail.ctx.response
    if (status === 200 && headers.has("X-Rollcall")) return
    event.preventDefault()
    if (status === 401) this.dispatchEvent(new Event("signed-out"))
  }
}
