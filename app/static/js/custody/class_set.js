// <class-set> gives device after device down a class's list: a scan is taken at once for whose turn it is, and the turn goes on
// while it is looked up and kept. A badge, a name or a tap chooses another student. What fails comes back to its student.
import { said } from "../offline/saying.js"
import { candidates, lookUpKey } from "../scanning/codes.js"
import { sounds } from "../scanning/sounds.js"
import { Deeds } from "./deeds.js"
import { Meanings } from "./meanings.js"

const OPEN = ["open", "trouble"]
const HAVE = ["kept", "given", "had"]

class ClassSet extends HTMLElement {
  #life
  #deeds = new Deeds()
  #meanings
  #turn
  #now = null
  #done = new WeakMap()

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#meanings = new Meanings(this.dataset.meaning)
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("click", ({ target }) => this.#pressed(target), { signal })
    this.#turn = this.#deeds.begin((answer) => this.#answered(answer), signal).then((did) => this.#meanings.remember(did))
    this.#goOn(null)
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  #scanned({ text, at, method }) {
    const student = this.#meant(text, method)
    if (student) return this.#jump(student)
    const row = this.#now
    if (!row) return this.#refuse("over")
    sounds.play("read")
    const asked = this.#meanings.ask(text)
    this.#mark(row, "taking", text)
    this.#goOn(row)
    this.#inTurn(row, async () => this.#give(row, this.#meanings.settled(text, await asked), at))
  }

  // A badge of the list, or a typed name that fits only one of them.
  #meant(text, method) {
    const badges = candidates(text).filter(({ kind }) => kind === "badge").map(({ value }) => lookUpKey(value))
    const bearer = this.#rows.find(({ dataset }) => dataset.badge && badges.includes(lookUpKey(dataset.badge)))
    if (bearer || method !== "typed") return bearer ?? null
    const fits = ({ dataset }) => dataset.who.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(text.toLocaleLowerCase()))
    const called = this.#rows.filter(fits)
    return called.length === 1 ? called[0] : null
  }

  async #give(row, meaning, at) {
    if (meaning.id && this.#given(meaning.id)) return this.#again(row)
    const why = this.#hindrance(row, meaning)
    if (why) return this.#fail(row, why, meaning)
    const theirs = meaning.held && meaning.holder === row.dataset.person
    if (theirs) return this.#mark(row, "had", meaning.tag)
    const kept = await this.#deeds.checkOut(meaning, { id: row.dataset.person }, at)
    this.#meanings.change(meaning, true)
    this.#done.set(row, { operation: kept, meaning })
    row.dataset.operation = kept.op_id
    sounds.play("here")
    this.#mark(row, "kept", meaning.tag)
  }

  // The device that was given a moment ago is still before the camera.
  #again(row) {
    sounds.play("already")
    this.#mark(row, "open", "")
    if (!this.#rows.some(({ dataset }) => dataset.is === "taking")) this.#set(row)
  }

  #given(id) {
    return this.#rows.some((row) => row.dataset.operation && this.#done.get(row).meaning.id === id)
  }

  #hindrance(row, { means, keptFrom, held, holder, who }) {
    if (means !== "asset") return means
    if (keptFrom) return "its"
    if (held && holder !== row.dataset.person) return who ? "held" : "held-nameless"
    return null
  }

  async #undo(row) {
    const { operation, meaning } = this.#done.get(row)
    await this.#deeds.undo(operation)
    this.#meanings.change(meaning, false)
    this.querySelector("code-scanner").forget(meaning.code)
    delete row.dataset.operation
    this.#mark(row, "open", "")
    this.#jump(row)
  }

  #answered({ operation, result }) {
    this.#meanings.hear(result)
    const row = this.querySelector(`[data-operation="${operation.op_id}"]`)
    if (!row || !["applied", "conflict", "rejected"].includes(result.outcome)) return
    if (result.outcome === "applied") this.#mark(row, "given")
    else this.#fail(row, null, {}, result.message)
  }

  #pressed(target) {
    const row = target.closest(".student")
    if (row && target.closest("[data-jump]")) this.#jump(row)
    if (row && target.closest("[data-undo]")) this.#inTurn(row, () => this.#undo(row))
    if (target.closest("[data-absent]") && this.#now) this.#absent(this.#now)
    if (target.closest("[data-skip]") && this.#now) this.#goOn(this.#now)
  }

  // Whoever is absent and tapped is here after all.
  #jump(row) {
    if (row.dataset.is === "absent") this.#mark(row, "open", "")
    this.#set(row)
  }

  #absent(row) {
    this.#mark(row, "absent", "")
    this.#goOn(row)
  }

  // To the next on the list who has none, and from its end to those who were passed over.
  #goOn(from) {
    const rows = this.#rows
    const after = rows.indexOf(from) + 1
    this.#set([...rows.slice(after), ...rows.slice(0, after)].find((row) => row !== from && OPEN.includes(row.dataset.is)) ?? (OPEN.includes(from?.dataset.is) ? from : null))
  }

  #set(row) {
    this.#now?.removeAttribute("aria-current")
    this.#now = row
    row?.setAttribute("aria-current", "true")
    row?.scrollIntoView({ block: "nearest" })
    const place = this.querySelector("[data-now]")
    place.textContent = row ? said(place.dataset.words, row.dataset) : place.dataset.over
    for (const button of this.querySelectorAll("[data-absent], [data-skip]")) button.disabled = !row
    this.#count()
  }

  // Its student's turn comes again at once, unless the next one's device is already on its way.
  #fail(row, why, meaning, message = null) {
    sounds.play("refused")
    const words = message ?? said(this.querySelector(`template[data-why="${why}"]`).content.textContent, meaning)
    delete row.dataset.operation
    this.#mark(row, "trouble", words)
    if (!this.#rows.some(({ dataset }) => dataset.is === "taking")) this.#set(row)
  }

  #refuse(why) {
    sounds.play("refused")
    this.querySelector("[data-said]").textContent = this.querySelector(`template[data-why="${why}"]`).content.textContent
  }

  #inTurn(row, deed) {
    this.#turn = this.#turn.then(deed).catch((fault) => this.#fail(row, fault.reason ?? "unkept", {}))
  }

  #mark(row, state, line = null) {
    row.dataset.is = state
    if (line !== null) row.querySelector("[data-line]").textContent = line
    const template = this.querySelector(`template[data-in-state="${state}"]`)
    row.querySelector("[data-state]").replaceChildren(...(template ? [template.content.cloneNode(true)] : []))
    row.querySelector("[data-undo]").hidden = !row.dataset.operation
    this.#count()
  }

  #count() {
    const inState = (states) => this.#rows.filter(({ dataset }) => states.includes(dataset.is)).length
    const [given, absent] = [inState(HAVE), inState(["absent"])]
    const place = this.querySelector("[data-count]")
    const words = [said(place.dataset.words, { given, wanted: this.#rows.length - absent })]
    if (absent) words.push(said(place.dataset.absentWords, { absent }))
    place.textContent = words.join(" · ")
    Object.assign(this.querySelector(".progress progress"), { value: given, max: this.#rows.length - absent })
  }

  get #rows() {
    return [...this.querySelectorAll(".student")]
  }
}

customElements.define("class-set", ClassSet)
