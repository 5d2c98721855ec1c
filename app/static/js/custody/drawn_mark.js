// <drawn-mark> lets a finger or a pen draw on its canvas, and hands the drawing on as "mark" when the form around it is sent.
// With data-keeps its strokes go along, and a page that comes back with them in data-strokes has them drawn again.
import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js"

class DrawnMark extends HTMLElement {
  #pad
  #seen

  connectedCallback() {
    this.#pad = new SignaturePad(this.#canvas, { penColor: "#000", backgroundColor: "#fff", minWidth: 1, maxWidth: 3.5 })
    this.#seen = new ResizeObserver(() => this.#fit())
    this.#seen.observe(this.#canvas)
    this.#pad.addEventListener("endStroke", () => this.#say())
    this.querySelector("[data-clear]").addEventListener("click", () => this.#clear())
    this.closest("form").addEventListener("formdata", ({ formData }) => this.#add(formData))
    this.#restore()
  }

  disconnectedCallback() {
    this.#seen.disconnect()
    this.#pad.off()
  }

  // Turning the phone keeps the strokes: they are drawn again at the new size.
  #fit() {
    const { offsetWidth, offsetHeight } = this.#canvas, ratio = Math.min(devicePixelRatio || 1, 2)
    if (!offsetWidth || this.#canvas.width === Math.round(offsetWidth * ratio)) return
    const strokes = this.#pad.toData()
    this.#canvas.width = Math.round(offsetWidth * ratio)
    this.#canvas.height = Math.round(offsetHeight * ratio)
    this.#canvas.getContext("2d").scale(ratio, ratio)
    this.#pad.clear()
    this.#pad.fromData(strokes)
  }

  #restore() {
    if (!this.dataset.strokes) return
    try {
      this.#pad.fromData(JSON.parse(this.dataset.strokes))
    } catch {
      this.#pad.clear()
    }
    this.#say()
  }

  #clear() {
    this.#pad.clear()
    this.#say()
  }

  #say() {
    const state = this.querySelector("[data-state]")
    state.textContent = this.#pad.isEmpty() ? state.dataset.empty : state.dataset.drawn
  }

  #add(formData) {
    if (this.#pad.isEmpty()) return
    const [, text] = this.#canvas.toDataURL("image/png").split(",")
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
    formData.set("mark", new File([bytes], "mark.png", { type: "image/png" }))
    if ("keeps" in this.dataset) formData.set("strokes", new File([JSON.stringify(this.#pad.toData())], "strokes.json"))
  }

  get #canvas() {
    return this.querySelector("canvas")
  }
}

customElements.define("drawn-mark", DrawnMark)
