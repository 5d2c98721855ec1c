// <delivery-bench> sends each scan and each tap on, one after the other, and shows what the server says of it.
import { sounds } from "../scanning/sounds.js"

const PATIENCE = 20_000

class DeliveryBench extends HTMLElement {
  #life
  #last = Promise.resolve()

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.addEventListener("scanned", ({ detail }) => this.#then(() => this.#scan(detail.text)), { signal })
    this.#bench.addEventListener("submit", (event) => this.#tapped(event), { signal })
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  // What is scanned while an answer is on its way waits: it may be the tag of what the answer is about.
  #then(act) {
    this.#last = this.#last.then(act, act)
  }

  #scan(code) {
    const said = new FormData(this.#bench.querySelector(".step-form"))
    said.set("code", code)
    return this.#ask(this.dataset.to, said, code)
  }

  #tapped(event) {
    event.preventDefault()
    const { target: form, submitter } = event
    this.#then(() => this.#ask(form.getAttribute("action"), new FormData(form, submitter), form.elements.forget?.value ?? ""))
  }

  async #ask(to, body, code) {
    const headers = { "HX-Request": "true" }
    const signal = AbortSignal.timeout(PATIENCE)
    const answer = await fetch(to, { method: "POST", body, headers, signal }).catch(() => null)
    if (answer?.status === 401) return location.reload()
    const html = await answer?.text().catch(() => null)
    if (!html || answer.status >= 500) return this.#unheard(code)
    this.#trouble.replaceChildren()
    if (!answer.ok) return this.#refused(html)
    this.#bench.replaceChildren(document.createRange().createContextualFragment(html))
    if (body.has("forget") || body.has("drop")) this.#scanner.forget(code || body.get("serial"))
    this.#sound()
  }

  #sound() {
    const { verdict, step } = this.#bench.querySelector("[data-verdict]").dataset
    sounds.play(verdict || (step === "tag" ? "read" : "already"))
  }

  #refused(html) {
    sounds.play("refused")
    this.#trouble.replaceChildren(document.createRange().createContextualFragment(html))
  }

  #unheard(code) {
    sounds.play("refused")
    const words = this.querySelector("template[data-unheard]").content.cloneNode(true)
    const line = words.querySelector("p")
    line.textContent = line.textContent.replace("{code}", code)
    this.#trouble.replaceChildren(words)
    this.#scanner.forget(code)
  }

  get #bench() {
    return this.querySelector("[data-bench]")
  }

  get #trouble() {
    return this.querySelector("[data-trouble]")
  }

  get #scanner() {
    return this.querySelector("code-scanner")
  }
}

customElements.define("delivery-bench", DeliveryBench)
