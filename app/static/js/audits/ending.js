// Finishing a room where the office cannot be asked: the difference as this phone knows it, first; then the finish, kept
// like everything else.
import { paintRing } from "../offline/rings.js"
import { nextRoom, roomProgress } from "../offline/room_progress.js"
import { phrased, said, when } from "../offline/saying.js"
import { undoing } from "./said_forms.js"
import { saidOfEntry } from "./said_of.js"

export class Ending {
  #page
  #with
  #place
  #finish = null

  constructor(page, joined, signal) {
    this.#page = page
    this.#with = joined
    this.#place = document.querySelector("#ending")
    document.addEventListener("click", (event) => this.#pressed(event), { signal })
    joined.reckoning.addEventListener("change", () => this.#place.hidden || this.#draw(), { signal })
    joined.outbox.addEventListener("answered", ({ detail }) => this.#answered(detail), { signal })
  }

  #pressed(event) {
    const { target } = event
    const link = target.closest("a[data-finish]")
    if (link) this.#ask(event, link)
    if (target.closest("[data-keep-looking]")) this.#show("counting")
    if (target.closest("[data-finish-now]")) this.#end()
  }

  // The office's own page says it better, where it can be had and knows everything.
  async #ask(event, link) {
    event.preventDefault()
    const { outbox, live } = this.#with
    if (outbox.waiting && navigator.onLine) await outbox.drain()
    if (!outbox.waiting && (await live.reached())) return location.assign(link.href)
    this.#show("ending")
    this.#draw()
  }

  async #end() {
    const { outbox, reckoning, card } = this.#with
    const { audit, room } = this.#page.dataset
    if (this.#finish) return
    try {
      if (!reckoning.begun) reckoning.hear(await outbox.keep("audit.open", { audit, room }))
      this.#finish = await outbox.keep("audit.finish", { audit })
    } catch {
      this.#show("counting")
      return card.show("unkept", {})
    }
    reckoning.hear(this.#finish)
    await this.#lead(room).catch(() => {})
    this.#show("ended")
  }

  // Without the office this phone knows which door comes next.
  async #lead(room) {
    const { outbox, reckoning } = this.#with
    if (!reckoning.register) return
    const next = nextRoom(roomProgress(reckoning.register, await outbox.everything()), room)
    document.querySelector("a[data-next]").href = next ? `/rooms/${next.id}/count` : "/rooms"
  }

  #answered({ operation, result }) {
    if (operation.kind !== "audit.finish" || operation.payload.audit !== this.#page.dataset.audit) return
    if (result.outcome === "applied") this.#show("heard")
    if (["conflict", "rejected"].includes(result.outcome)) this.#show("refused")
  }

  #show(state) {
    const counting = state === "counting"
    this.#page.querySelector("[data-counting]").hidden = !counting
    this.#place.hidden = counting
    if (!counting) this.#page.querySelector("code-scanner").pause()
    for (const part of document.querySelectorAll("[data-while]")) part.hidden = !part.dataset.while.split(" ").includes(state)
    scrollTo({ top: 0 })
    if (!counting) this.#place.focus()
  }

  #draw() {
    const { count, register, asOf } = this.#with.reckoning
    const { lists, numbers } = count
    const within = this.#place.contains(document.activeElement)
    for (const figure of this.#place.querySelectorAll("[data-figure]")) this.#figure(figure, numbers[figure.dataset.figure])
    for (const part of this.#place.querySelectorAll("[data-left]")) this.#list(part, lists, register)
    this.#say(numbers, asOf)
    // The row that was undone is gone, and the focus with it.
    if (within && !this.#place.contains(document.activeElement)) this.#place.focus({ preventScroll: true })
  }

  #figure(figure, number) {
    figure.hidden = !number
    figure.querySelector(".count").textContent = number
  }

  #list(part, lists, register) {
    const name = part.dataset.left
    const entries = name === "found" ? lists.seen.filter(({ list }) => list === "found") : lists[name]
    part.hidden = !entries.length
    part.querySelector(".group .count").textContent = entries.length
    part.querySelector("ul").replaceChildren(...entries.map((entry) => this.#row(entry, { ...saidOfEntry(entry, register), [`is_${name}`]: true })))
  }

  // What was seen by mistake can still be undone; what is finished is finished.
  #row({ sights }, values) {
    const kind = sights.length && !this.#finish ? "left_seen" : "left"
    const row = phrased(this.#page.querySelector(`template[data-row=${kind}]`), values)
    return undoing(row, sights.map(({ op_id }) => op_id))
  }

  #say(numbers, asOf) {
    const { expected, counted, missing } = numbers
    paintRing(this.#place.querySelector(".ring"), counted, expected)
    const whole = !expected ? "nothing" : counted === expected ? "everything" : !missing ? "explained" : "some"
    for (const part of this.#place.querySelectorAll("[data-sum]")) part.hidden = part.dataset.sum !== whole
    for (const words of this.#place.querySelectorAll("[data-words]")) {
      words.textContent = said(words.dataset.words, { seen: counted, expected, time: asOf ? when(asOf) : "" })
    }
    this.#place.querySelector("[data-as-of]").hidden = !asOf
  }
}
