// <code-scanner> says "scanned" and knows nothing else. detail: { text, format, method: camera | wedge | typed | photo, at }.
// After the last code of a photo it says "photographed", { codes }; where one is to be chosen it says so before, and whoever
// knows better may prevent the choice. Where all of it may count at once it says "photo-counted", { codes, at }.
import { Belief } from "./belief.js"
import { Camera } from "./camera.js"
import { Frames } from "./frames.js"
import { Lenses } from "./lenses.js"
import { Outlines } from "./outlines.js"
import { Panel } from "./panel.js"
import { Photo } from "./photo.js"
import { Picks } from "./picks.js"
import { Reading } from "./reading.js"
import { sounds } from "./sounds.js"
import { Wakefulness } from "./wakefulness.js"
import { Wedge } from "./wedge.js"

const HARD_EVERY = 4
const IN_VIEW = ["live", "quiet", "choice"]

class CodeScanner extends HTMLElement {
  #life
  #camera
  #frames
  #reading
  #belief
  #outlines
  #lenses
  #panel
  #photo
  #picks
  #wakefulness
  #choice = []
  #told = false

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    const video = this.querySelector("video")
    this.#camera = new Camera(video)
    this.#reading = new Reading()
    this.#frames = new Frames(video, (frame) => this.#look(frame), signal)
    this.#belief = new Belief({ many: this.many, pattern: this.getAttribute("tag-pattern") ?? "" })
    this.#outlines = new Outlines(this, (text) => this.#pick(text), signal)
    this.#panel = new Panel(this, (way) => this.#go(way), signal)
    this.#lenses = new Lenses(this, this.#camera, signal)
    this.#photo = new Photo(this, signal)
    this.#picks = new Picks(this, (code) => this.#say(code, "photo"), signal)
    this.#wakefulness = new Wakefulness()
    this.#listen(signal)
    this.#show()
    if (this.hasAttribute("autostart")) this.#begin()
  }

  disconnectedCallback() {
    this.#life.abort()
    this.#frames.stop()
    this.#camera.close()
    this.#reading.close()
    this.#wakefulness.end()
  }

  get many() {
    return this.getAttribute("mode") === "many"
  }

  start() {
    this.#reading.start()
    return this.#camera.start()
  }

  pause() {
    this.#camera.pause()
  }

  // Where that would ask for leave, autostart="allowed" waits for a tap.
  async #begin() {
    if (this.getAttribute("autostart") !== "allowed" || (await this.#camera.asksNobody())) this.start()
  }

  // After an undo the same code, still in view, is new again.
  forget(text) {
    this.#belief.forget(text)
  }

  #listen(signal) {
    this.#camera.addEventListener("change", () => this.#cameraChanged(), { signal })
    this.#reading.addEventListener("change", () => this.#cameraChanged(), { signal })
    this.#photo.addEventListener("change", () => this.#show(), { signal })
    this.#photo.addEventListener("read", ({ detail }) => this.#readFromPhoto(detail), { signal })
    const picker = this.querySelector("input[type=file]")
    picker.addEventListener("click", () => this.#camera.lend(), { signal })
    for (const closed of ["change", "cancel"]) picker.addEventListener(closed, () => this.#camera.takeBack(), { signal })
    const typed = this.querySelector("form.typed")
    typed.addEventListener("submit", (event) => this.#typed(event), { signal })
    new Wedge(typed.elements.code, (text) => this.#say({ text }, "wedge"), signal)
    const switched = this.querySelector("[data-tool=sounds]")
    switched.setAttribute("aria-pressed", String(sounds.on))
    switched.addEventListener("click", () => {
      sounds.on = !sounds.on
      switched.setAttribute("aria-pressed", String(sounds.on))
    }, { signal })
    this.querySelector("[data-tool=pause]").addEventListener("click", () => this.pause(), { signal })
  }

  #cameraChanged() {
    if (this.#camera.state === "live") {
      this.#lenses.fit()
      this.#wakefulness.begin()
    } else {
      this.#wakefulness.end()
    }
    this.#show()
  }

  #go(way) {
    if (way === "start") this.start()
    if (way === "send") this.#photo.send()
    if (way === "all") this.#sayWholePhoto()
    if (way === "leave") {
      this.#picks.offer([])
      this.#photo.discard()
    }
  }

  // Nothing is read that cannot be seen: while words cover the video, frames pass unread.
  #show() {
    const state = this.#state
    if (IN_VIEW.includes(state)) {
      this.#frames.start()
    } else {
      this.#frames.stop()
      this.#choice = []
      this.#outlines.clear()
    }
    this.#panel.show(state, { count: this.#picks.count || this.#choice.length })
  }

  get #state() {
    if (this.#photo.state) return this.#photo.state
    if (this.#picks.count) return "photo-choice"
    if (this.#camera.state !== "live") return this.#camera.state
    if (this.#reading.state !== "ready") return this.#reading.state
    if (this.#choice.length) return "choice"
    return this.#told ? "quiet" : "live"
  }

  async #look({ picture, part, at, number }) {
    const hard = number % HARD_EVERY === HARD_EVERY - 1
    const known = this.#choice.length ? [] : this.#belief.told
    const codes = await this.#reading.look(picture, { part, hard, aim: !this.many, known })
    if (!IN_VIEW.includes(this.#state)) return
    const { fresh, view, choice } = this.#belief.hear(codes, at, { held: this.#outlines.held })
    for (const code of fresh) this.#say(code, "camera", { frame: at })
    this.#choice = choice.some((code) => !code.told) ? choice : []
    this.#outlines.draw(view, at)
    this.#outlines.offer(this.#choice)
    this.#show()
  }

  #pick(text) {
    const code = this.#belief.take(text)
    if (code) this.#say(code, "camera")
  }

  #typed(event) {
    event.preventDefault()
    const field = event.target.elements.code
    const text = field.value.trim()
    field.value = ""
    if (text) this.#say({ text }, "typed")
    field.focus()
  }

  #sayWholePhoto() {
    const detail = { codes: this.#picks.left, at: new Date().toISOString() }
    this.#told = true
    this.#picks.offer([])
    this.#show()
    this.dispatchEvent(new CustomEvent("photo-counted", { bubbles: true, detail }))
  }

  #readFromPhoto({ codes, at }) {
    const different = [...new Map(codes.map((code) => [code.text, code])).values()]
    const photographed = new CustomEvent("photographed", { bubbles: true, cancelable: true, detail: { codes: different } })
    if (this.many || different.length === 1) {
      for (const code of different) this.#say(code, "photo", { at })
      this.dispatchEvent(photographed)
    } else if (this.dispatchEvent(photographed)) this.#picks.offer(different)
    this.#show()
  }

  #say({ text, format = null }, method, { frame, at = new Date() } = {}) {
    this.#told = true
    const detail = { text, format, method, at: at.toISOString() }
    this.dispatchEvent(new CustomEvent("scanned", { bubbles: true, detail }))
    if (frame) performance.measure("frame to scanned", { start: frame, detail: { reading: this.#reading.took } })
  }
}

customElements.define("code-scanner", CodeScanner)
