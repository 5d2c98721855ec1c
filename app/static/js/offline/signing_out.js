// <sign-out> sends what it can, says what stays and what goes, wipes, and tells the server: now, or first of all later.
import { arriving, whoIsHere } from "./arriving.js"
import { lockUp, settleLock, wipe } from "./leaving.js"
import { outboxOf, waitingOnThisPhone } from "./outbox.js"
import { filled } from "./saying.js"

const PATIENCE = 8000
const DOOR = "/sign-in"

class SignOut extends HTMLElement {
  #person
  #outbox
  #leaving = false

  connectedCallback() {
    if (this.#leaving) return
    this.querySelector("form").addEventListener("submit", (event) => this.#submitted(event))
    this.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-act]")?.dataset.act))
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault())
  }

  // Pressed twice, it is still one sign-out.
  async #submitted(event) {
    event.preventDefault()
    if (this.#leaving) return
    this.#leaving = true
    this.#person = await arriving
    if (!this.#person) return event.target.submit()
    try {
      this.#outbox = outboxOf(this.#person.uuid)
      if (await this.#sendWhatWaits()) await this.#leave()
    } catch {
      // A browser that keeps nothing has nothing to wipe.
      event.target.submit()
    }
  }

  // Gives whether nothing is left to be said.
  async #sendWhatWaits() {
    const all = await this.#waiting()
    if (!all) return true
    const show = () => this.#show("sending", { all, sent: Math.max(0, all - this.#outbox.waiting) })
    show()
    this.#outbox.addEventListener("change", show)
    await Promise.race([this.#outbox.drain(), new Promise((resolve) => setTimeout(resolve, PATIENCE))])
    this.#outbox.removeEventListener("change", show)
    const waiting = await this.#waiting()
    if (waiting) this.#show("kept", { waiting, initials: this.#person.initials })
    return !waiting
  }

  #pressed(act) {
    if (act === "stay") {
      this.#leaving = false
      this.#dialog.close()
    }
    if (act === "leave") this.#leave().catch(() => this.querySelector("form").submit())
  }

  async #leave() {
    this.#show("wiping")
    await lockUp(this.#person)
    await wipe()
    const heard = await settleLock()
    // Other windows load themselves anew: not before the session is over, or they would come back as they were.
    whoIsHere.postMessage("left")
    if (heard) return location.replace(DOOR)
    await this.#leaveTheScreen()
    addEventListener("online", async () => (await settleLock()) && location.replace(DOOR))
  }

  // The page has names in it, and without a network there is no other to go to.
  async #leaveTheScreen() {
    const left = (await waitingOnThisPhone()).reduce((sum, { count }) => sum + count, 0)
    this.#dialog.close()
    document.body.replaceChildren(this)
    document.title = document.title.split(" · ").at(-1)
    this.querySelector("form").remove()
    this.#show("left", { waiting: left })
  }

  async #waiting() {
    const counts = await waitingOnThisPhone()
    return counts.find(({ actor }) => actor === this.#person.uuid)?.count ?? 0
  }

  #show(state, values = {}) {
    this.#dialog.firstElementChild.replaceChildren(filled(this.querySelector(`template[data-for=${state}]`), values))
    if (!this.#dialog.open) this.#dialog.showModal()
  }

  get #dialog() {
    return this.querySelector("dialog")
  }
}

customElements.define("sign-out", SignOut)
