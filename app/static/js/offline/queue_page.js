// <queue-page> lists what was done on this phone, newest first: each thing, its state, and what can be done about it.
import { arriving } from "./arriving.js"
import { newsroom } from "./news.js"
import { outboxOf, waitingOnThisPhone } from "./outbox.js"
import { initialsHere, lettersOf } from "./people.js"
import { Phone } from "./phone.js"
import { saveQueue } from "./queue_file.js"
import { QueueWords } from "./queue_words.js"
import { filled, when } from "./saying.js"

const PAGE = 50
const SOON = 150
const NEWS = ["kept", "answered", "change", "fault"]
const ATTENTION = ["conflict", "rejected"]
const phone = new Phone()

class QueuePage extends HTMLElement {
  #person
  #outbox = null
  #shown = PAGE
  #timer

  async connectedCallback() {
    this.addEventListener("click", (event) => this.#pressed(event))
    this.addEventListener("submit", (event) => this.#remove(event), { capture: true })
    this.#person = await arriving
    if (this.#person) {
      this.#outbox = outboxOf(this.#person.uuid)
      for (const type of NEWS) this.#outbox.addEventListener(type, () => this.#soon())
    }
    newsroom(() => this.#soon())
    this.#draw()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  #soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#draw(), SOON)
  }

  async #draw() {
    const [operations, snapshots] = await phone.read(["operations", "snapshots"], (stores) =>
      Promise.all([stores.operations.getAll(), stores.snapshots.getAll()]),
    ).catch(() => [[], []])
    operations.sort((one, other) => (one.op_id < other.op_id ? 1 : -1))
    const initials = await initialsHere().catch(() => new Map())
    const words = new QueueWords(this, operations, snapshots)
    const name = (actor) => initials.get(actor) ?? words.word("somebody")
    const rows = operations.slice(0, this.#shown).map((operation) => this.#row(operation, words, name))
    this.querySelector("[data-done] ul").replaceChildren(...rows)
    this.#show("[data-done], [data-act=print]", rows.length)
    this.#show("[data-nothing]", !rows.length)
    this.#show("[data-act=older]", operations.length > this.#shown)
    this.#stand(operations)
    await this.#drawOwners(name)
  }

  #row(operation, words, name) {
    const state = this.#stateOf(operation)
    const row = filled(this.querySelector("template[data-row]"), {})
    row.querySelector("[data-words]").textContent = words.of(operation)
    row.querySelector("[data-when]").textContent = when(operation.at)
    row.querySelector("[data-when]").dateTime = operation.at
    row.querySelector("[data-message]").textContent = state === "attention" ? (operation.message ?? "") : ""
    row.querySelector("[data-mark]").append(
      filled(this.querySelector(`template[data-state=${state}]`), { initials: name(operation.actor) }),
    )
    return row
  }

  #stateOf({ actor, waiting, outcome, refused_at }) {
    if (!waiting) return ATTENTION.includes(outcome) ? "attention" : "received"
    if (actor !== this.#person?.uuid) return "held"
    if (refused_at) return "unread"
    if (outcome) return "again"
    return this.#outbox.trouble || !navigator.onLine ? "here" : "going"
  }

  // What is in the way of one's own work, and how much of it wants a look.
  #stand(operations) {
    const own = operations.filter(({ actor }) => actor === this.#person?.uuid)
    const { waiting = 0, trouble, fault } = this.#outbox ?? {}
    const attention = own.filter(({ outcome, waiting: waits }) => !waits && ATTENTION.includes(outcome)).length
    const state = fault ? "fault" : waiting ? (trouble ?? (navigator.onLine ? "waiting" : "unheard")) : "sent"
    const notices = [(fault || waiting || (own.length && !attention)) && [state, waiting], attention && ["attention", attention]].filter(Boolean)
    this.querySelector("[data-standing]").replaceChildren(...notices.map(([name, count]) => this.#notice(name, count)))
    this.#show("[data-actions]", operations.length || fault)
    this.#show("[data-act=send], [data-act=export]", waiting)
  }

  #notice(name, count) {
    const template = this.querySelector(`template[data-standing="${name}"]`) ?? this.querySelector("template[data-standing=unheard]")
    return filled(template, { count })
  }

  async #drawOwners(name) {
    const others = (await waitingOnThisPhone().catch(() => [])).filter(({ actor }) => actor !== this.#person?.uuid)
    const template = this.querySelector("template[data-owner]")
    this.querySelector("[data-others] ul").replaceChildren(...others.map(({ actor, count }) =>
      filled(template, { actor, count, initials: name(actor), letters: lettersOf(name(actor)) })))
    this.#show("[data-others]", others.length)
  }

  #pressed({ target }) {
    const button = target.closest("button")
    const act = button?.closest("[data-act]")?.dataset.act
    if (button?.dataset.export) saveQueue(phone, button.dataset.export)
    if (act === "export") saveQueue(phone, this.#person.uuid)
    if (act === "print") print()
    if (act === "send") this.#send(button)
    if (act === "older") {
      this.#shown += PAGE
      this.#draw()
    }
  }

  async #send(button) {
    button.ariaBusy = "true"
    await this.#outbox.drain()
    button.ariaBusy = null
    this.#draw()
  }

  // What waits here would be lost for good.
  async #remove(event) {
    const form = event.target.closest("form[data-remove]")
    if (!form || form.dataset.free || form.dataset.confirmed) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const waits = (await waitingOnThisPhone().catch(() => [])).length > 0
    this.#show("[data-refused]", waits)
    if (waits) return
    form.dataset.free = "yes"
    form.requestSubmit()
    delete form.dataset.free
  }

  #show(which, shown) {
    for (const part of this.querySelectorAll(which)) part.hidden = !shown
  }
}

customElements.define("queue-page", QueuePage)
