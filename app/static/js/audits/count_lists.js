// The lists of a count on the screen: read as the office drew them, and painted with what this phone knows besides.
import { paintRing } from "../offline/rings.js"
import { phrased, said } from "../offline/saying.js"
import { lookUpKey } from "../scanning/codes.js"
import { undoing } from "./said_forms.js"
import { saidOfEntry } from "./said_of.js"

const LISTS = ["missing", "absent", "seen", "elsewhere", "held", "other_site", "unregistered", "unjudged"]
const OFF = ["elsewhere", "held", "other_site", "unregistered"]

export class CountLists {
  #place
  #register = null
  #own = new Map()

  constructor(place) {
    this.#place = place
  }

  set register(register) {
    this.#register = register
  }

  // Every row as the office drew it.
  read() {
    return [...this.#place.querySelectorAll("[data-list] .row:not([data-own])")].map((row) => this.#read(row))
  }

  paint(count) {
    const { lists, numbers } = count
    for (const name of LISTS) this.#fill(name, lists[name])
    this.#instead({
      "nothing-left": numbers.expected && !numbers.missing,
      "nothing-expected": !numbers.expected,
      "nothing-seen": !numbers.seen,
      "nothing-off": !OFF.some((name) => numbers[name]),
    })
    this.#number("to-find", numbers.missing)
    this.#toFind(numbers.missing)
    this.#number("seen-panel", numbers.seen)
    this.#number("off", OFF.reduce((sum, name) => sum + numbers[name], 0))
    this.#ring(numbers)
  }

  // Where the office differs: [{ tag, own, told }].
  contradict(differences) {
    const rows = differences.map(({ tag, own, told }) => this.#made("otherwise", { tag, own: this.#word(own, "own-word"), told: this.#word(told) }))
    this.#put(this.#place.querySelector("[data-list=otherwise]"), rows)
  }

  #read(row) {
    const list = row.dataset.verdict ?? row.closest("[data-list]").dataset.list
    const key = row.dataset.key ?? (list === "missing" ? row.id.slice("missing-".length) : `code ${lookUpKey(row.dataset.code)}`)
    const [tag, model] = [row.querySelector(".tag"), row.querySelector(".tag + span")].map((part) => part?.textContent ?? "")
    const asset = row.dataset.code ? null : { id: key, tag, model }
    const operations = [...row.querySelectorAll("[name=sighting]")].map(({ value }) => value)
    return { key, list, asset, code: row.dataset.code ?? null, operations, reason: row.dataset.reason, row }
  }

  #fill(name, entries) {
    const place = this.#place.querySelector(`[data-list="${name}"]`)
    this.#put(place, entries.map((entry) => entry.row ?? this.#rowOf(entry)))
    const number = place.querySelector(".group .count")
    if (number) number.textContent = entries.length
    judgedBy(place, entries.some(({ sights = [] }) => sights.some(({ waiting }) => waiting)) ? "alone" : "office")
  }

  #put(place, rows) {
    const list = place.querySelector("ul")
    const now = [...list.children]
    if (now.length !== rows.length || now.some((row, n) => row !== rows[n])) list.replaceChildren(...rows)
    place.hidden = !rows.length
  }

  // A row that says the same stays the same: somebody may be about to press it.
  #rowOf(entry) {
    const values = saidOfEntry(entry, this.#register)
    const operations = (entry.sights.length ? entry.sights : entry.absences).map(({ op_id }) => op_id)
    const says = JSON.stringify([entry.list, values, operations])
    const before = this.#own.get(entry.key)
    if (before?.says === says && "own" in before.row.dataset) return before.row
    const row = this.#rowSaying(entry.list, values, operations)
    this.#own.set(entry.key, { says, row })
    return row
  }

  #rowSaying(list, values, operations) {
    const row = this.#made(list, values)
    row.dataset.operation = operations.at(-1) ?? ""
    return undoing(row, operations)
  }

  #made(name, values) {
    const row = phrased(this.#place.querySelector(`template[data-row="${name}"]`), values).firstElementChild
    row.dataset.own = ""
    return row
  }

  #word(verdict, by = "word") {
    const template = this.#place.querySelector(`template[data-${by}="${verdict}"]`) ?? this.#place.querySelector(`template[data-word="${verdict}"]`)
    return template?.content.textContent ?? ""
  }

  #instead(shown) {
    for (const [name, wanted] of Object.entries(shown)) this.#place.querySelector(`[data-instead="${name}"]`).hidden = !wanted
  }

  #number(panel, number) {
    this.#place.querySelector(`[data-count="${panel}"]`).textContent = number
  }

  // The card before the first scan says the same number; a word that stays is not spoken again.
  #toFind(missing) {
    const left = missing > 1 ? "several" : missing ? "one" : "none"
    for (const word of this.#place.querySelectorAll("[data-to-find]")) {
      word.hidden = word.dataset.toFind !== left
      const words = said(word.dataset.words ?? word.textContent, { number: missing })
      if (words !== word.textContent) word.textContent = words
    }
  }

  #ring({ counted, expected }) {
    const place = document.querySelector("#ring")
    const ring = phrased(this.#place.querySelector("template[data-ring]"), { label: said(place.dataset.says, { done: counted, expected }) })
    paintRing(ring.firstElementChild, counted, expected)
    place.replaceChildren(ring)
  }
}

// A heading over what the office has not heard claims no more than this phone can know.
function judgedBy(place, judge) {
  const words = [...place.querySelectorAll("[data-judged]")]
  for (const word of words) word.hidden = word.dataset.judged !== judge
  const said = words.find(({ hidden }) => !hidden)
  if (said) place.querySelector("ul").setAttribute("aria-label", said.textContent)
}
