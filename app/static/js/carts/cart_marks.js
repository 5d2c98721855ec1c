// What was marked in a cart so far: slot by slot, and what was scanned that belongs nowhere in it. Everything can be undone.
import { filled, said } from "../offline/saying.js"

const HERE = ["present", "kept"]

export class CartMarks {
  scanned = false
  #root
  #changed
  #history = []
  #extras = new Map()
  #codes = new Map()

  constructor(root, changed) {
    this.#root = root
    this.#changed = changed
    for (const cell of this.#cells) this.#paint(cell)
  }

  get numbers() {
    const cells = this.#cells
    const inState = (...states) => cells.filter(({ dataset }) => states.includes(dataset.state)).length
    const other = inState("damaged", "swapped") + this.#extras.size
    return {
      expected: cells.filter(({ dataset }) => dataset.asset).length,
      here: inState(...HERE, "damaged"),
      missing: inState("missing"),
      other,
      left: inState("expected"),
      marked: this.#history.length,
    }
  }

  // A code was read: "ticked", "already" or "extra", with the slot it belongs to.
  see(code, keys) {
    this.scanned = true
    const fitting = this.#cells.filter(({ dataset }) => dataset.keys.split(" ").some((key) => keys.includes(key)))
    const cell = fitting.find(({ dataset }) => !HERE.includes(dataset.state)) ?? fitting[0]
    if (!cell) return { told: this.#add(code, keys[0] ?? code) }
    if (HERE.includes(cell.dataset.state) || cell.dataset.state === "damaged") return { told: "already", cell }
    this.mark(cell, "present", code)
    return { told: "ticked", cell }
  }

  mark(cell, state, code = null) {
    const before = { state: cell.dataset.state, code: this.#codes.get(cell) ?? null }
    this.#remember(() => this.#set(cell, before.state, before.code))
    this.#set(cell, state, code)
    this.#changed()
  }

  drop(code) {
    for (const [key, told] of this.#extras) if (told === code) this.#remove(key)
    this.#changed()
  }

  undo() {
    this.#history.pop()?.()
    this.#changed()
  }

  // What was marked since there were so many marks was one thing to the person, one photo say, and is undone as one.
  together(since) {
    const steps = this.#history.splice(since)
    if (steps.length) this.#remember(() => steps.reverse().forEach((undo) => undo()))
    this.#changed()
  }

  // The slots as an operation says them; what nobody marked is as `unmarked`, and a free slot nobody marked is empty.
  said(unmarked) {
    const slots = this.#cells.map((cell) => {
      const { slot, asset, state } = cell.dataset
      const code = this.#codes.get(cell) ?? null
      const told = { expected: unmarked, free: "empty" }[state] ?? state
      const other = told === "swapped"
      return { slot: slot ? Number(slot) : null, asset: other ? null : asset || null, code: other || told === "present" ? code : null, state: told }
    })
    const extras = [...this.#extras.values()].map((code) => ({ slot: null, asset: null, code, state: "present" }))
    return [...slots, ...extras]
  }

  // The phone keeps it now: what is here may be green.
  keep(unmarked) {
    for (const cell of this.#cells) {
      if (cell.dataset.state === "expected") this.#set(cell, unmarked)
      if (cell.dataset.state === "present") this.#set(cell, "kept")
      cell.disabled = true
    }
    this.#history = []
  }

  #set(cell, state, code = null) {
    cell.dataset.state = state
    this.#codes.set(cell, code)
    this.#paint(cell)
  }

  #paint(cell) {
    const sign = this.#root.querySelector(`template[data-sign="${cell.dataset.state}"]`)
    cell.querySelector(".sign").replaceChildren(sign.content.cloneNode(true))
    cell.querySelector("[data-state-words]").textContent = said(sign.dataset.words, cell.dataset)
  }

  #add(code, key) {
    if (this.#extras.has(key)) return "already"
    this.#extras.set(key, code)
    this.#remember(() => this.#remove(key))
    this.#list()
    this.#changed()
    return "extra"
  }

  #remove(key) {
    this.#extras.delete(key)
    this.#list()
  }

  #list() {
    const place = this.#root.querySelector("[data-extras]")
    const rows = [...this.#extras.values()].map((code) => filled(place.querySelector("[data-extra]"), { code }))
    place.querySelector("ul").replaceChildren(...rows)
    place.hidden = !rows.length
  }

  #remember(undo) {
    this.#history.push(undo)
  }

  get #cells() {
    return [...this.#root.querySelectorAll(".slot")]
  }
}
