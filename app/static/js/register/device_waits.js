// <device-waits> says on a device's page what was done with it here and the office has not heard; after a loss nothing comes next.
// Event: "settled", when the office has answered something about the device.
import { arriving } from "../offline/arriving.js"
import { outboxOf } from "../offline/outbox.js"
import { QueueWords } from "../offline/queue_words.js"
import { filled } from "../offline/saying.js"
import { candidates, lookUpKey } from "../scanning/codes.js"

const NEWS = ["kept", "change"]
const FINAL = ["applied", "conflict", "rejected"]
const GONE = ["lost", "stolen"]

class DeviceWaits extends HTMLElement {
  #life
  #outbox
  #looks = 0

  async connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const person = await arriving
    if (!person || signal.aborted) return
    this.#outbox = outboxOf(person.uuid)
    for (const type of NEWS) this.#outbox.addEventListener(type, () => this.#show(), { signal })
    this.#outbox.addEventListener("answered", ({ detail }) => this.#heard(detail), { signal })
    this.#show()
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #heard({ operation, result }) {
    const ours = this.#concerns(operation) || [result.asset, result.old].includes(this.dataset.asset)
    if (ours && FINAL.includes(result.outcome)) this.dispatchEvent(new CustomEvent("settled", { bubbles: true }))
    this.#show()
  }

  // What is answered at once is not said to wait.
  async #show() {
    const look = ++this.#looks
    const waiting = this.#outbox.trouble ? await this.#outbox.list().catch(() => []) : []
    const ours = waiting.filter((operation) => this.#concerns(operation))
    if (look !== this.#looks) return
    const words = new QueueWords(this, ours, [])
    const row = this.querySelector("template[data-row]")
    this.querySelector("ul").replaceChildren(...ours.map((operation) => filled(row, { words: words.of(operation) })))
    this.toggleAttribute("data-gone", ours.some(({ kind, payload }) => kind === "asset.report" && GONE.includes(payload.kind)))
    this.hidden = !ours.length
  }

  #concerns({ payload }) {
    const { asset, codes } = this.dataset
    if (payload.asset) return payload.asset === asset
    const ours = JSON.parse(codes).map(lookUpKey)
    const named = [payload.code, payload.old, payload.new].filter(Boolean).flatMap(candidates)
    return named.some(({ value }) => ours.includes(lookUpKey(value)))
  }
}

customElements.define("device-waits", DeviceWaits)
