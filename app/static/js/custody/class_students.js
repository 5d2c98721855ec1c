// A student's row of a class set: what they had when the list was drawn, and what was given since, newest last. The name is
// read from the row and kept nowhere else.
import { said } from "../offline/saying.js"
import { candidates, lookUpKey } from "../scanning/codes.js"

const FRESH = 15 * 60_000

export class Student {
  deeds = []
  #row
  #words
  #began
  // What its line said when the list was drawn.
  #first

  constructor(row, words) {
    this.#row = row
    this.#words = words
    this.#began = row.dataset.had ? row.dataset.had.split(", ") : []
    this.#first = row.querySelector("[data-line]").textContent
  }

  get row() {
    return this.#row
  }

  get person() {
    return this.#row.dataset.person
  }

  get who() {
    return this.#row.dataset.who
  }

  get is() {
    return this.#row.dataset.is
  }

  get tags() {
    return [...this.#began, ...this.deeds.map(({ meaning }) => meaning.tag)]
  }

  get last() {
    return this.deeds.at(-1) ?? null
  }

  // Why a device is not to be given to this student: a word for it, or null.
  hindrance({ means, keptFrom, held, holder, who }) {
    if (means !== "asset") return means
    if (keptFrom) return "its"
    if (held && holder !== this.person) return who ? "held" : "held-nameless"
    return null
  }

  has({ id, code }) {
    return this.deeds.some(({ meaning }) => (id ? meaning.id === id : meaning.code === code))
  }

  give(operation, meaning, state = "kept") {
    this.deeds.push({ operation, meaning, state, condition: null })
    this.settle()
  }

  // What is taken back is the newest; what was given before it stays.
  takeBack(deed = this.last) {
    this.deeds = this.deeds.filter((each) => each !== deed)
  }

  deedOf(op_id) {
    return this.deeds.find(({ operation }) => operation.op_id === op_id) ?? null
  }

  // What this page did a moment ago comes back with it, still to be undone.
  bring({ op_id, kind, payload, outcome, tag, at }) {
    const theirs = kind === "custody.check_out" && payload.person === this.person && Date.now() - Date.parse(at) < FRESH
    const named = tag ?? payload.code
    if (!theirs || ![undefined, "applied"].includes(outcome) || (outcome && !this.#began.includes(named))) return
    this.#began = this.#began.filter((each) => each !== named)
    this.give({ op_id, kind, payload }, { id: payload.asset, code: payload.code, tag: named }, outcome ? "given" : "kept")
  }

  // As what they have says; `theirs` was theirs before.
  settle(theirs = null) {
    if (theirs && !this.tags.includes(theirs)) this.#began.push(theirs)
    const state = this.last?.state ?? (this.#began.length ? "had" : "open")
    this.mark(state, this.tags.length ? said(this.#words.dataset.has, { devices: this.#listed() }) : this.#first)
  }

  mark(state, line = null) {
    this.#row.dataset.is = state
    if (line !== null) this.#row.querySelector("[data-line]").textContent = line
    const template = this.#words.querySelector(`template[data-in-state="${state}"]`)
    this.#row.querySelector("[data-state]").replaceChildren(...(template ? [template.content.cloneNode(true)] : []))
    this.#row.querySelector("[data-undo]").hidden = !this.last
  }

  #listed() {
    const given = this.deeds.map(({ meaning, condition }) => [meaning.tag, this.#conditionWord(condition)].filter(Boolean).join(" · "))
    return [...this.#began, ...given].join(", ")
  }

  // The first of them goes without saying.
  #conditionWord(condition) {
    const [usual, ...others] = this.#words.querySelectorAll("[data-condition]")
    return others.find(({ dataset }) => dataset.condition === condition)?.textContent ?? ""
  }
}

// Whose badge was read, or the only one whom a typed name fits; null where it means nobody on the list.
export function meant(students, text, method) {
  const badges = candidates(text).filter(({ kind }) => kind === "badge").map(({ value }) => lookUpKey(value))
  const bearer = students.find(({ row }) => row.dataset.badge && badges.includes(lookUpKey(row.dataset.badge)))
  if (bearer || method !== "typed") return bearer ?? null
  const begins = (word) => word.startsWith(text.toLocaleLowerCase())
  const called = students.filter(({ who }) => who.toLocaleLowerCase().split(/\s+/).some(begins))
  return called.length === 1 ? called[0] : null
}
