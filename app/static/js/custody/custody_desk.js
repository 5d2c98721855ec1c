// <custody-desk> checks out, checks in and replaces by scans alone. What was scanned is in its hands until there is enough for
// an operation; that is kept first, then said to be done, then sent. A scan is taken at once, whatever is still being looked up.
import { filled } from "../offline/saying.js"
import { sounds } from "../scanning/sounds.js"
import { brought } from "./brought.js"
import { Deeds } from "./deeds.js"
import { DeskRows } from "./desk_rows.js"
import { Meanings, read } from "./meanings.js"

const WAYS = { checkout: "out", checkin: "in", replace: "replace" }
const SOUNDS = { out: "here", in: "here", replace: "here", undone: "already", theirs: "already", held: "held", "other-site": "other_site", nothing: "unregistered", several: "unregistered" }
const GONE = ["lost", "stolen"]

class CustodyDesk extends HTMLElement {
  #life
  #deeds = new Deeds()
  #meanings
  #rows
  #way
  #person = null
  #asset = null
  #new = null
  #refused = null
  #turn

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#way = this.dataset.way || WAYS[location.pathname.split("/").at(-1)] || "out"
    for (const tab of this.querySelectorAll("[data-tab]")) tab.ariaCurrent = tab.dataset.tab === this.#way ? "true" : null
    this.#meanings = new Meanings(this.dataset.meaning)
    this.#rows = new DeskRows(this)
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("click", ({ target }) => this.#pressed(target), { signal })
    this.#show()
    this.#turn = this.#deeds.begin((answer) => this.#answered(answer), signal).then((did) => this.#remember(did))
    const first = brought()
    if (first) this.#scanned(first)
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  // What was done here a moment ago can still be undone when the page comes back; whose it was is not kept on the phone.
  async #remember(did) {
    this.#rows.bring(did)
    this.#rows.name(this.dataset.whose)
    await this.#meanings.remember(did)
  }

  #scanned({ text, at, method }) {
    sounds.play("read")
    const asked = this.#meanings.ask(text, { typed: method === "typed" })
    this.#inTurn(async () => this.#take(this.#meanings.settled(text, await asked), at))
  }

  // One after the other, in the order in which they were scanned and tapped.
  #inTurn(deed) {
    this.#turn = this.#turn.then(deed).catch((fault) => this.#say(fault.reason ?? "unkept"))
  }

  #take(meaning, at) {
    if (meaning.means === "person") return this.#hold(meaning, at)
    if (meaning.means === "people") return this.#offer(meaning.card)
    if (meaning.means !== "asset") return this.#say(meaning.means, meaning)
    if (meaning.keptFrom) return this.#say("its", meaning)
    if (this.#way === "in") return this.#checkIn(meaning, at)
    return this.#way === "out" ? this.#takeToCheckOut(meaning, at) : this.#takeToReplace(meaning)
  }

  #hold(person, at) {
    this.#person = person
    if (this.#way === "out" && this.#asset) return this.#checkOut(at)
    this.#quiet()
  }

  #offer(people) {
    this.querySelector("[data-said]").replaceChildren()
    this.querySelector("[data-hands]").replaceChildren(people)
    people.querySelector("button").focus()
  }

  #takeToCheckOut(asset, at) {
    if (asset.held && this.#person?.id && asset.holder === this.#person.id) return this.#say("theirs", asset)
    if (asset.held) return this.#say("held", (this.#refused = asset))
    this.#asset = asset
    if (this.#person) return this.#checkOut(at)
    this.#quiet()
  }

  #takeToReplace(asset) {
    if (!this.#asset && !asset.held) return this.#say("not-held", asset)
    if (this.#asset?.id && this.#asset.id === asset.id) return this.#say("same", asset)
    if (this.#asset && asset.held) return this.#say("held", (this.#refused = asset))
    if (this.#asset) this.#new = asset
    else this.#asset = asset
    this.#quiet()
  }

  async #checkOut(at) {
    const [asset, person] = [this.#asset, this.#person]
    const kept = await this.#deeds.checkOut(asset, person, at)
    this.#done(kept, "out", { ...asset, digits: person.digits, who: person.who, owes: asset.harm ?? "" })
  }

  // What nobody holds needs no operation, where the office says so itself; what was gone is found by coming back.
  async #checkIn(asset, at) {
    if (!asset.held && !asset.carried && !GONE.includes(asset.state)) return this.#say("not-held", asset)
    this.#done(await this.#deeds.checkIn(asset, at), "in", asset)
  }

  async #replace(reason) {
    const [old, next] = [this.#asset, this.#new]
    const kept = await this.#deeds.replace(old, next, reason)
    this.#meanings.change(old, false)
    this.#done(kept, "replace", { ...next, old: old.tag, who: "", owes: next.harm ?? "" })
  }

  #done(operation, way, values) {
    this.#meanings.change(values, way !== "in")
    this.#rows.add(operation, way, values)
    this.#person = this.#asset = this.#new = this.#refused = null
    this.#say(way, values)
    this.#show()
  }

  async #undo(row) {
    const { operation, way, values } = this.#rows.deed(row)
    const kept = await this.#deeds.undo(operation)
    this.#meanings.change(values, way === "in")
    this.#rows.undone(row, kept)
    this.querySelector("code-scanner").forget(values.code)
    this.#say("undone", values)
  }

  async #note(row, condition) {
    await this.#deeds.noteCondition(this.#rows.deed(row).operation, condition)
    this.#rows.press(row, condition)
  }

  // What is held by somebody else comes back first, and is in the hands then.
  async #checkInFirst() {
    const asset = this.#refused
    this.#rows.add(await this.#deeds.checkIn(asset), "in", asset)
    this.#meanings.change(asset, false)
    this.#refused = null
    this.#takeToCheckOut({ ...asset, held: false, version: null, card: null })
  }

  #answered({ operation, result }) {
    this.#meanings.hear(result)
    this.#rows.answer(operation, result)
  }

  #pressed(target) {
    const row = target.closest("[data-operation]")
    const [reason, condition, choice] = ["[data-reason]", "[data-condition]", ".choice"].map((what) => target.closest(what))
    if (reason) this.#inTurn(() => this.#replace(reason.dataset.reason))
    if (row && condition) this.#inTurn(() => this.#note(row, condition.dataset.condition))
    if (row && target.closest("[data-undo]")) this.#inTurn(() => this.#undo(row))
    if (target.closest("[data-check-in-first]")) this.#inTurn(() => this.#checkInFirst())
    const person = choice?.querySelector("[data-means=person]")
    if (person) this.#inTurn(() => this.#hold(read(person), new Date()))
  }

  #quiet() {
    this.querySelector("[data-said]").replaceChildren()
    this.#show()
  }

  // What is in the hands, and what comes next.
  #show() {
    const parts = [this.#person, this.#asset, this.#new].filter(Boolean).map((one) => one.card?.cloneNode(true) ?? this.#card(one))
    const next = this.#new ? "[data-reasons]" : `[data-next="${this.#next()}"]`
    this.querySelector("[data-hands]").replaceChildren(...parts, this.querySelector(`template${next}`).content.cloneNode(true))
    this.querySelector("[data-hands] [data-reason]")?.parentElement.scrollIntoView({ block: "nearest" })
  }

  #next() {
    if (this.#way === "replace") return this.#asset ? "replace-new" : "replace"
    if (this.#way === "in") return "in"
    return this.#asset ? "out-person" : this.#person ? "out-device" : "out"
  }

  #card(one) {
    return filled(this.querySelector(`template[data-hand="${one.means}"]`), one)
  }

  #say(name, values = {}) {
    sounds.play(SOUNDS[name] ?? "refused")
    const told = this.querySelector(`template[data-say="${values.who ? `${name}-named` : name}"]`) ?? this.querySelector(`template[data-say="${name}"]`)
    this.querySelector("[data-said]").replaceChildren(filled(told, { digits: "", owes: "", place: "", ...values }))
  }
}

customElements.define("custody-desk", CustodyDesk)
