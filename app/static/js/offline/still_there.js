// <still-there> asks "Still J.R.?" where something is scanned: after a time without a hand on the phone, and when a page that
// the phone keeps is opened anew. It lets nobody in who has signed out. While it asks, nothing that is scanned is taken.
import { arriving, confirmHere, confirmedHere, whoIsHere } from "./arriving.js"
import { lockUp, owed, settleLock, wipe } from "./leaving.js"
import { confirmStill, handOver, lettersOf, othersHere } from "./people.js"
import { filled, when } from "./saying.js"

const SCANS = "code-scanner"
const HANDS = ["pointerdown", "keydown", "scanned"]
const LOOK = 15_000
const NOTED = 60_000
const DOOR = "/sign-in"
const SERVER = "/healthz"
const PATIENCE = 3000

class StillThere extends HTMLElement {
  #life
  #person = null
  #active = Date.now()
  #noted = 0
  #asking = null

  async connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const shown = this.hasAttribute("data-kept")
    if (shown) {
      this.#asking = "arriving"
      this.#guard(signal)
    }
    whoIsHere.addEventListener("message", () => location.reload(), { signal })
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault(), { signal })
    this.#dialog.addEventListener("close", () => this.#asking && this.#dialog.showModal(), { signal })
    this.addEventListener("click", (event) => this.#pressed(event), { signal })
    this.#person = await arriving
    if (!this.#person) return this.#refuse(signal)
    if (!shown && document.querySelector(SCANS)) this.#guard(signal)
    if (!shown) return
    this.#asking = null
    this.#active = Date.parse(this.#person.active_at)
    if (!confirmedHere(this.#person.uuid)) this.#ask("asked")
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  // Before anything else hears of it: the phone may have slept, so each scan looks at the clock first.
  #guard(signal) {
    for (const type of HANDS) addEventListener(type, (event) => this.#stirred(event), { capture: true, signal })
    document.addEventListener("visibilitychange", () => this.#look(), { signal })
    const timer = setInterval(() => this.#look(), LOOK)
    signal.addEventListener("abort", () => clearInterval(timer))
  }

  // Whatever is still in view once it is known who is there is counted then.
  #leaveForLater(event) {
    event.stopImmediatePropagation()
    event.target.forget?.(event.detail.text)
  }

  #stirred(event) {
    this.#look()
    if (this.#asking) {
      if (event.type === "scanned") this.#leaveForLater(event)
      return
    }
    this.#active = Date.now()
    if (this.#person && this.#active - this.#noted > NOTED) {
      this.#noted = this.#active
      confirmStill(this.#person.uuid).catch(() => {})
    }
  }

  #look() {
    const idle = this.dataset.idleMinutes * 60_000
    if (this.#person && !this.#asking && Date.now() - this.#active > idle) this.#ask("asked")
  }

  async #pressed({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    const next = target.closest("[data-person]")?.dataset.person
    if (act === "yes") this.#confirmed()
    if (act === "another") this.#offer()
    if (act === "back") this.#ask("asked")
    if (act === "sign-in") this.#leave()
    if (next) this.#changeHands(next)
  }

  async #confirmed() {
    const { uuid } = this.#person
    await confirmStill(uuid).catch(() => {})
    confirmHere(uuid)
    this.#active = Date.now()
    this.#asking = null
    delete this.dataset.asking
    this.#dialog.close()
  }

  // Without a network the phone knows those who signed in here; with one, the server asks for the password.
  async #offer() {
    const reachable = await answers()
    const others = reachable ? [] : await othersHere().catch(() => [])
    this.#ask("another")
    const template = this.querySelector("template[data-person]")
    const list = this.#dialog.querySelector("ul")
    list.replaceChildren(...others.map((other) => filled(template, { ...other, letters: lettersOf(other.initials) })))
    list.hidden = !others.length
    for (const part of this.#dialog.querySelectorAll("[data-when]")) {
      part.hidden = (part.dataset.when === "online") !== reachable
    }
  }

  async #changeHands(to) {
    await handOver(to)
    confirmHere(to)
    whoIsHere.postMessage("changed hands")
    location.reload()
  }

  async #leave() {
    await lockUp(this.#person)
    await wipe()
    const heard = await settleLock()
    whoIsHere.postMessage("left")
    if (heard) location.assign(DOOR)
    else location.reload()
  }

  async #refuse(signal) {
    const lock = await owed().catch(() => null)
    this.#ask(lock ? "left" : "nobody", { when: lock && when(lock.at) })
    if (lock) addEventListener("online", async () => (await settleLock()) && location.assign(DOOR), { signal })
  }

  #ask(state, values = {}) {
    this.#asking = state
    this.dataset.asking = state
    const { initials = "" } = this.#person ?? {}
    const words = filled(this.querySelector(`template[data-for=${state}]`), { initials, letters: lettersOf(initials), ...values })
    this.#dialog.firstElementChild.replaceChildren(words)
    if (!this.#dialog.open) this.#dialog.showModal()
    // A hand scanner ends with Enter: no button has the focus that would be pressed by it.
    this.#dialog.querySelector("h2").focus()
  }

  get #dialog() {
    return this.querySelector("dialog")
  }
}

async function answers() {
  if (!navigator.onLine) return false
  const asked = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }
  return Boolean((await fetch(SERVER, asked).catch(() => null))?.headers.has("X-Rollcall"))
}

customElements.define("still-there", StillThere)
