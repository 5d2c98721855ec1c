// <carried-sites> says which sites this phone carries, and since when.
import { filled, when } from "./saying.js"
import { preparedSites } from "./snapshots.js"

class CarriedSites extends HTMLElement {
  async connectedCallback() {
    const sites = await preparedSites().catch(() => [])
    this.hidden = !sites.length
    const rows = sites.map((site) => this.#row(site))
    this.querySelector(".rows").replaceChildren(...rows)
  }

  #row({ name, fetched_at, rooms, devices }) {
    const row = filled(this.querySelector("template"), { when: when(fetched_at), rooms, devices })
    row.querySelector("[data-name]").textContent = name
    return row
  }
}

customElements.define("carried-sites", CarriedSites)
