// <app-update> has the worker installed, and says when a new release is ready. It comes when the person says so, never
// while a room is being counted or work is being sent; until then the old one goes on as it is.
import { holdWhileScanning, keptLanguage, takeOver, worker } from "../offline/app_worker.js"

const AGAIN = 2000
// Whoever said "Later" is left in peace in this window.
const LATER = "rollcall.update later"

class AppUpdate extends HTMLElement {
  #registration
  #timer

  connectedCallback() {
    this.addEventListener("click", ({ target }) => this.#pressed(target))
    if (document.querySelector("code-scanner")) holdWhileScanning()
    this.#watch()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  async #watch() {
    this.#registration = await worker().catch(() => null)
    if (!this.#registration) return
    this.#registration.addEventListener("updatefound", () => {
      sessionStorage.removeItem(LATER)
      this.#follow(this.#registration.installing)
    })
    this.#follow(this.#registration.installing ?? this.#registration.waiting)
    this.#speakAsThePageDoes()
  }

  #follow(coming) {
    const look = () => coming.state === "installed" && navigator.serviceWorker.controller && this.#show("ready")
    coming?.addEventListener("statechange", look)
    if (coming) look()
  }

  // Somebody reads in another language now: the pages that the phone keeps follow.
  async #speakAsThePageDoes() {
    const { lang } = document.documentElement
    const kept = await keptLanguage()
    if (kept && kept !== lang) this.#registration.active?.postMessage({ wish: "fill", language: lang })
  }

  #pressed(target) {
    if (target.closest("[data-close]")) this.#later()
    if (target.closest("[data-update]")) this.#update()
  }

  #later() {
    clearTimeout(this.#timer)
    sessionStorage.setItem(LATER, "yes")
    this.hidden = true
  }

  async #update() {
    if (!this.#registration.waiting || (await takeOver(this.#registration))) return location.reload()
    if (sessionStorage.getItem(LATER)) return
    this.#show("waiting")
    this.#timer = setTimeout(() => this.#update(), AGAIN)
  }

  // Whoever scans is not disturbed.
  #show(state) {
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    this.hidden = Boolean(document.querySelector("code-scanner") || sessionStorage.getItem(LATER))
  }
}

customElements.define("app-update", AppUpdate)
