// What was done at this desk just now, newest first: each with where it is, on the phone, done, or not taken and why.
import { filled, said } from "../offline/saying.js"

const MOST = 50

export class DeskRows {
  #root
  #place

  constructor(root) {
    this.#root = root
    this.#place = root.querySelector("[data-done]")
  }

  // Whoever brings one device back may owe others.
  add({ op_id }, way, values) {
    const line = said(this.#root.querySelector(`template[data-line="${way}"]`).content.textContent, values)
    const row = filled(this.#root.querySelector("template[data-row]"), { ...values, line }).firstElementChild
    row.dataset.operation = op_id
    row.dataset.way = way
    this.#mark(row, "kept")
    this.#list.prepend(row)
    for (const old of [...this.#list.children].slice(MOST)) old.remove()
    this.#place.hidden = false
  }

  answer({ op_id }, { outcome, message, holds, badge }) {
    const row = this.#list.querySelector(`[data-operation="${op_id}"]`)
    if (!row || outcome === "deferred" || outcome === "held") return
    this.#mark(row, outcome === "applied" ? "applied" : "conflict")
    const owes = row.dataset.way === "in" && badge && holds ? said(this.#root.querySelector("template[data-owes]").content.textContent, { holds }) : ""
    row.querySelector("[data-message]").textContent = message ?? owes
  }

  #mark(row, state) {
    row.querySelector("[data-state]").replaceChildren(this.#root.querySelector(`template[data-in-state="${state}"]`).content.cloneNode(true))
  }

  get #list() {
    return this.#place.querySelector("ul")
  }
}
