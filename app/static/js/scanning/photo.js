// One photograph read by the server, or by this phone where there is none: sent with its progress in sight, kept until it has
// been read or thrown away.
import { readPhoto } from "./photo_reading.js"

const PATIENCE = 90000
const ANSWERS = {
  401: "photo-signed-out",
  403: "photo-forbidden",
  413: "photo-large",
  415: "photo-kind",
  422: "photo-unreadable",
  429: "photo-later",
}

export class Photo extends EventTarget {
  state = null
  #form
  #pattern
  #progress
  #kept = null
  #taken = null
  #request = null

  constructor(root, signal) {
    super()
    this.#form = root.querySelector("form.photo")
    this.#pattern = root.getAttribute("tag-pattern") ?? ""
    this.#progress = root.querySelector("progress")
    const input = this.#form.querySelector("input[type=file]")
    input.addEventListener("change", () => {
      this.#keep(input.files[0])
      input.value = ""
    }, { signal })
    this.#form.addEventListener("submit", (event) => event.preventDefault(), { signal })
  }

  send() {
    // Some servers hang up on too large a body before they can say so.
    if (this.#kept.size > Number(this.#form.dataset.largest ?? Infinity)) return this.#become("photo-large")
    const body = new FormData(this.#form)
    body.set("photo", this.#kept, this.#kept.name)
    const request = this.#request = new XMLHttpRequest()
    request.open("POST", this.#form.action)
    request.setRequestHeader("X-Rollcall", "1")
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "json"
    request.timeout = PATIENCE
    request.upload.onprogress = ({ loaded, total }) => (this.#progress.value = loaded / total)
    request.upload.onload = () => this.#reading()
    request.onload = () => this.#answered(request)
    request.onerror = () => this.#readHere()
    request.ontimeout = () => this.#become("photo-trouble")
    this.#progress.value = 0
    this.#become("photo-sending")
    request.send(body)
  }

  discard() {
    this.#request?.abort()
    this.#kept = null
    this.#become(null)
  }

  #keep(file) {
    if (!file) return
    this.#request?.abort()
    this.#kept = file
    this.#taken = new Date()
    this.send()
  }

  #reading() {
    this.#progress.removeAttribute("value")
    this.#become("photo-reading")
  }

  #answered(request) {
    if (request.status >= 500) return this.#become("photo-trouble")
    if (request.status !== 200) return this.#become(ANSWERS[request.status] ?? "photo-trouble")
    // A school's guest network may answer in our place, politely and with 200: only a list of codes is ours.
    if (!Array.isArray(request.response)) return this.#become("photo-stranger")
    if (!request.response.length) return this.#become("photo-empty")
    this.#wasRead(request.response)
  }

  // What this phone cannot read is kept: the server may.
  async #readHere() {
    const photo = this.#kept
    this.#progress.value = 0
    this.#become("photo-here")
    const codes = await readPhoto(photo, { pattern: this.#pattern, tell: (share) => (this.#progress.value = share) }).catch(() => [])
    if (this.#kept !== photo || this.state !== "photo-here") return
    if (codes.length) this.#wasRead(codes)
    else this.#become(navigator.onLine ? "photo-trouble" : "photo-offline")
  }

  #wasRead(codes) {
    this.#kept = null
    this.#become(null)
    this.dispatchEvent(new CustomEvent("read", { detail: { codes, at: this.#taken } }))
  }

  #become(state) {
    this.state = state
    this.dispatchEvent(new Event("change"))
  }
}
