// Two devices, one code: a dialog in which the person says which it was, drawn by the server, or here where this phone
// carries the list of the school.
import { phrased } from "../offline/saying.js"
import { saidOf } from "./said_of.js"

const PATIENCE = 5000

export class Choice {
  #dialog
  #address

  constructor(dialog, address) {
    this.#dialog = dialog
    this.#address = address
  }

  // Whether there was something to choose from.
  async offer(question) {
    const url = new URL(this.#address, location.href)
    for (const [name, value] of Object.entries(question)) url.searchParams.set(name, value)
    const choices = await asked(url)
    if (choices) this.#show(choices)
    return Boolean(choices)
  }

  among(assets, { code, method }, register) {
    const template = this.#dialog.parentElement.querySelector("template[data-row=choice]")
    const list = Object.assign(document.createElement("ul"), { className: "rows reasons", role: "list" })
    list.append(...assets.map((asset) => phrased(template, { ...saidOf(asset, register), code, method })))
    this.#show(list)
  }

  #show(choices) {
    this.#dialog.querySelector("[data-choices]").replaceChildren(choices)
    this.#dialog.showModal()
  }
}

async function asked(url) {
  try {
    const answer = await fetch(url, { headers: { "X-Rollcall": "1" }, signal: AbortSignal.timeout(PATIENCE) })
    if (answer.status !== 200 || !answer.headers.has("X-Rollcall")) return null
    const fragment = document.createRange().createContextualFragment(await answer.text())
    return fragment.querySelector("form") ? fragment : null
  } catch {
    return null
  }
}
