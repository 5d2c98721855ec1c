// A hand scanner that types: keys faster than fingers, ended by Enter or Tab, wherever the focus is. Text fields of
// others are left alone.
const SHORTEST = 3
const GAP = 100
const GAP_IN_FIELD = 50
const SILENT = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]
// What some scanners put in front of the code to say which kind it is: ]C1, ]Q0, ]d2.
const SYMBOLOGY = /^\][A-Za-z][0-9]/

export class Wedge {
  #field
  #tell
  #keys = ""
  #last = 0

  constructor(field, tell, signal) {
    this.#field = field
    this.#tell = tell
    document.addEventListener("keydown", (event) => this.#pressed(event), { capture: true, signal })
  }

  #pressed(event) {
    // The browser's own filling-in of forms sends key events without a key.
    if (!event.key || event.isComposing || this.#belongsToAnother(event.target)) return this.#start()
    const ours = event.target === this.#field
    const fast = event.timeStamp - this.#last <= (ours ? GAP_IN_FIELD : GAP)
    if (event.key === "Enter" || event.key === "Tab") return fast ? this.#ended(event) : this.#start()
    // Shift, a control character or a function key in front of the code are part of the burst, but not of the code.
    if (event.key.length > 1 || event.ctrlKey || event.metaKey) return
    if (!fast) this.#start()
    this.#keys += event.key
    this.#last = event.timeStamp
    // A burst must not scroll the page or press the button that has the focus.
    if (!ours && this.#keys.length > 1) event.preventDefault()
  }

  #ended(event) {
    const text = this.#keys.replace(SYMBOLOGY, "").trim()
    this.#start()
    if (text.length < SHORTEST) return
    event.preventDefault()
    event.stopPropagation()
    if (event.target === this.#field) this.#field.value = ""
    this.#tell(text)
  }

  #start() {
    this.#keys = ""
  }

  #belongsToAnother(target) {
    if (target === this.#field) return false
    if (target.isContentEditable || target.matches?.("textarea")) return true
    return Boolean(target.matches?.("input") && !SILENT.includes(target.type))
  }
}
