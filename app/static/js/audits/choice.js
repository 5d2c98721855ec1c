// Two devices, one code: a dialog, drawn by the server, in which the person says which it was.
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
    if (!choices) return false
    this.#dialog.querySelector("[data-choices]").replaceChildren(choices)
    this.#dialog.showModal()
    return true
  }
}

async function asked(url) {
  try {
    const answer = await fetch(url, { headers: { "X-Rollcall": "1" } })
    if (answer.status !== 200 || !answer.headers.has("X-Rollcall")) return null
    const fragment = document.createRange().createContextualFragment(await answer.text())
    return fragment.querySelector("form") ? fragment : null
  } catch {
    return null
  }
}
