// <offline-readiness> says whether this phone could walk a site without a signal, and makes it so: files, pages, then the
// site's rooms and devices. Whatever goes wrong is said; nothing is called ready that is not.
import { keptLanguage, prepare } from "./app_worker.js"
import { isTabOfAnApple } from "./home_screen.js"
import { said, when } from "./saying.js"
import { fetchSnapshot, snapshotOf } from "./snapshots.js"

const WHY = { QuotaExceededError: "full", full: "full" }
const SAID = ["unheard", "signed-out", "not-permitted", "insecure", "unsupported", "untrusted", "full"]
// The rest of the bar is for the site.
const FILES = 0.9

class OfflineReadiness extends HTMLElement {
  #life

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.addEventListener("click", ({ target }) => target.closest("[data-prepare]") && this.#prepare(), { signal })
    addEventListener("snapshot", () => this.dataset.state === "ready" && this.#look(), { signal })
    this.#look()
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #look() {
    if (!isSecureContext) return this.#show("insecure")
    try {
      const snapshot = await snapshotOf(this.dataset.site)
      this.#show(snapshot && (await keptLanguage()) ? "ready" : "never", snapshot)
      if (snapshot && "thorough" in this.dataset) this.#sayWhetherItStays(await navigator.storage?.persisted?.())
    } catch {
      this.#show("private")
    }
  }

  async #prepare() {
    this.#show("preparing")
    this.#step("files", 0)
    try {
      await prepare(document.documentElement.lang, ({ done, total }) => this.#step("files", (FILES * done) / total))
      this.#step("site", FILES)
      const snapshot = await fetchSnapshot(this.dataset.site)
      this.#show("ready", snapshot)
      this.#sayWhetherItStays(await navigator.storage?.persist?.())
    } catch (fault) {
      const why = WHY[fault.reason ?? fault.name] ?? fault.name
      this.#show(SAID.includes(why) ? why : "private")
    }
  }

  #step(step, value) {
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== step
    this.querySelector("progress").value = value
  }

  #show(state, snapshot) {
    const trouble = !["looking", "never", "preparing", "ready"].includes(state)
    this.dataset.state = trouble ? "trouble" : state
    const words = this.querySelector("[data-words]")
    if (snapshot) words.textContent = said(words.dataset.words, { when: when(snapshot.fetched_at) })
    for (const part of this.querySelectorAll("[data-in]")) {
      const states = part.dataset.in.split(" ")
      part.hidden = !states.includes(state) && !(trouble && states.includes("trouble"))
    }
    if (state !== "ready") this.#sayWhetherItStays(null)
  }

  #sayWhetherItStays(stays) {
    const kept = isTabOfAnApple() ? "tab" : stays === null ? null : stays ? "yes" : "no"
    for (const part of this.querySelectorAll("[data-kept]")) part.hidden = part.dataset.kept !== kept
  }
}

customElements.define("offline-readiness", OfflineReadiness)
