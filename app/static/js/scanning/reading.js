// The page's end of the reading worker: one picture in, its codes out.
const PATIENCE = 10_000
// The reader is half a megabyte, once, over a school's network.
const LOADING = 60_000

export class Reading extends EventTarget {
  state = "loading"
  took = 0
  #worker = null
  #answer = null
  #overdue = null

  start() {
    if (this.#worker && this.state !== "unreadable") return
    this.close()
    this.#become("loading")
    this.#worker = new Worker(new URL("reader.js", import.meta.url), { type: "module" })
    this.#worker.onmessage = ({ data }) => this.#heard(data)
    this.#worker.onerror = () => this.#broke()
    this.#overdue = setTimeout(() => this.#broke(), LOADING)
  }

  look(picture, how) {
    return new Promise((answer) => {
      this.#answer = answer
      this.#overdue = setTimeout(() => this.#broke(), PATIENCE)
      this.#worker.postMessage({ picture, how }, [picture])
    })
  }

  close() {
    clearTimeout(this.#overdue)
    this.#worker?.terminate()
    this.#worker = null
    this.#tell([])
  }

  #heard({ ready, codes, took }) {
    clearTimeout(this.#overdue)
    if (ready !== undefined) return this.#become(ready ? "ready" : "unreadable")
    this.took = took
    this.#tell(codes)
  }

  // A frame that is lost with its worker has no codes; the person is told and may start again.
  #broke() {
    this.close()
    this.#become("unreadable")
  }

  #tell(codes) {
    this.#answer?.(codes)
    this.#answer = null
  }

  #become(state) {
    this.state = state
    this.dispatchEvent(new Event("change"))
  }
}
