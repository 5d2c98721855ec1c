// <universal-scan> opens whatever was scanned: one thing at once, several to choose from. A badge is brought to the desk, the
// photo of a cart to that cart.
import { bringPhoto, cartAmong } from "../carts/photo_of_a_cart.js"
import { bring } from "../custody/brought.js"

const PATIENCE = 20_000

class UniversalScan extends HTMLElement {
  #asking = 0

  connectedCallback() {
    this.addEventListener("scanned", ({ detail }) => this.#resolve(detail.text))
    this.addEventListener("photographed", (event) => this.#photographed(event))
  }

  #photographed(event) {
    const { codes } = event.detail
    const cart = cartAmong(codes.map((code) => code.cart))
    if (!cart) return
    event.preventDefault()
    bringPhoto(cart, codes)
    location.assign(this.dataset.cart.replace("{cart}", cart))
  }

  async #resolve(code) {
    const asking = ++this.#asking
    const url = new URL(this.dataset.resolve, location.href)
    url.searchParams.set("code", code)
    const answer = await drawn(url).catch(() => null)
    if (asking !== this.#asking) return
    if (!answer) return this.dispatchEvent(new CustomEvent("htmx:error", { bubbles: true, detail: { ctx: {} } }))
    if (answer.status === 401) return location.reload()
    this.#show(answer.html, code)
  }

  #show(html, code) {
    const place = this.querySelector("#meaning")
    place.replaceChildren(document.createRange().createContextualFragment(html))
    const { open, brings } = place.querySelector("[data-open]")?.dataset ?? {}
    if (brings !== undefined) bring(code)
    if (open) location.assign(open)
    else place.scrollIntoView({ block: "nearest" })
  }
}

async function drawn(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) })
  return { status: answer.status, html: await answer.text() }
}

customElements.define("universal-scan", UniversalScan)
