// What was done at this desk just now, newest first: each with where it is, on the phone, done, or not taken and why; it can
// be undone, and the newest be told its condition. A loan is signed for while it lasts; its receipt stays.
import { filled, said } from "../offline/saying.js"
import { fragmentOf } from "./fragments.js"

const MOST = 50
const FRESH = 15 * 60_000
const NAMED = { out: "out-named", in: "in-named" }
const WAYS = { "custody.check_out": "out", "custody.check_in": "in", "custody.replace": "replace" }

export class DeskRows {
  #root
  #place
  #deeds = new WeakMap()

  constructor(root) {
    this.#root = root
    this.#place = root.querySelector("[data-done]")
  }

  add(operation, way, values, words = values.who ? `${way}-named` : way) {
    const line = said(this.#words("line", words), { digits: "", ...values })
    const row = filled(this.#root.querySelector("template[data-row]"), { owes: "", ...values, line }).firstElementChild
    row.dataset.operation = operation.op_id
    row.dataset.way = way
    this.#deeds.set(row, { operation, way, values })
    this.press(row, values.condition)
    this.#mark(row, "kept")
    this.#list.prepend(row)
    for (const old of [...this.#list.children].slice(MOST)) old.remove()
    this.#place.hidden = false
    return row
  }

  // The last deeds of this phone, as far as they were not undone since.
  bring(did) {
    const about = (wanted) => did.filter(({ kind }) => kind === wanted).map(({ payload }) => [payload.operation, payload.condition])
    const [undone, noted] = [new Map(about("custody.undo")), new Map(about("custody.note_condition"))]
    const fresh = ({ op_id, kind, at }) => kind in WAYS && !undone.has(op_id) && Date.now() - Date.parse(at) < FRESH
    for (const operation of did.filter(fresh)) {
      const { op_id, kind, payload, outcome, tag, badge, message } = operation
      const [way, code] = [WAYS[kind], payload.code ?? payload.new]
      const values = { tag: tag ?? code, code, id: payload.asset, old: payload.old, digits: badge, condition: noted.get(op_id) }
      const row = this.add(operation, way, values, badge || way === "replace" ? way : `${way}-before`)
      if (outcome) this.#mark(row, outcome === "applied" ? "applied" : "conflict")
      if (message) this.#message(row, message)
      if (outcome === "applied") this.#loan(row, operation)
    }
  }

  // Names that the office tells are shown, and kept nowhere.
  async name(address) {
    const url = new URL(address, location.href)
    for (const row of this.#list.children) if (row.dataset.way in NAMED) url.searchParams.append("of", row.dataset.operation)
    if (!url.searchParams.size) return
    const told = await fragmentOf(url)
    for (const { dataset } of told?.querySelectorAll("[data-of]") ?? []) {
      const row = this.#list.querySelector(`[data-operation="${dataset.of}"]`)
      if (!row) continue
      this.deed(row).values.who = dataset.who
      row.querySelector(".first > span").textContent = said(this.#words("line", NAMED[row.dataset.way]), { who: dataset.who })
    }
  }

  deed(row) {
    return this.#deeds.get(row)
  }

  press(row, condition) {
    for (const button of row.querySelectorAll("[data-condition]")) button.ariaPressed = String(button.dataset.condition === condition)
    row.querySelector("[data-report]").hidden = condition !== "damaged"
  }

  undone(row, { op_id }) {
    row.dataset.undoneBy = op_id
    this.#mark(row, "undone")
    this.#message(row, "")
    this.#sign()
  }

  // Whoever brings one device back may owe others; its answer knows what was brought since it was asked for.
  answer({ op_id }, result) {
    const { outcome, message, holds, badge, first } = result
    const row = this.#list.querySelector(`[data-operation="${op_id}"], [data-undone-by="${op_id}"]`)
    if (!row || outcome === "deferred" || outcome === "held") return
    const undoing = row.dataset.undoneBy === op_id
    if (undoing && outcome === "applied") return
    if (row.dataset.undoneBy && !undoing) return
    this.#mark(row, outcome === "applied" ? "applied" : "conflict")
    if (message) return this.#message(row, message)
    const { way, values } = this.#deeds.get(row)
    if (way === "in" && first === false) this.#message(row, this.#words("was", "not-held"))
    else if (way === "in" && badge && holds !== Number(values.others)) this.#message(row, holds ? said(this.#words("was", "owes"), { holds }) : "")
    if (outcome === "applied") this.#loan(row, result)
  }

  // By the office's own names of the devices: what went out, and what came back for it.
  #loan(row, { asset, old, checkout }) {
    Object.assign(row.dataset, { lent: asset ?? "", ended: old ?? "" })
    if (checkout) row.querySelector("[data-papers]").replaceChildren(filled(this.#root.querySelector("template[data-papers-of]"), { checkout }))
    this.#sign()
  }

  // Nobody signs any more for what went on to its next deed; an undone replacement lent the old device anew.
  #sign() {
    const over = new Set()
    for (const row of this.#list.children) {
      const { is, lent, ended } = row.dataset
      for (const link of row.querySelectorAll("[data-signs]")) link.hidden = over.has(lent)
      if (is === "applied") over.add(lent)
      over.add(ended)
    }
  }

  #message(row, words) {
    row.querySelector("[data-message]").textContent = words
  }

  #mark(row, state) {
    row.dataset.is = state
    row.querySelector("[data-state]").replaceChildren(this.#root.querySelector(`template[data-in-state="${state}"]`).content.cloneNode(true))
  }

  #words(kind, name) {
    return this.#root.querySelector(`template[data-${kind}="${name}"]`).content.textContent
  }

  get #list() {
    return this.#place.querySelector("ul")
  }
}
