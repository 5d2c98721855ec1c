// <code-photo> sends a picture of what bears an unknown code; it stays with the sighting.
class CodePhoto extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => target.files?.length && this.#send(target))
    this.addEventListener("submit", (event) => event.preventDefault())
  }

  async #send(input) {
    const body = new FormData()
    body.set("photo", input.files[0])
    body.set("sighting", this.dataset.sighting)
    input.value = ""
    this.#become("sending")
    const answer = await asked(this.dataset.to, body)
    if (answer.status !== 201) return this.#become("failed", answer.message)
    this.#become("kept")
    this.dispatchEvent(new CustomEvent("photo-kept", { bubbles: true }))
  }

  #become(state, message) {
    for (const part of this.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== state
    if (message) this.querySelector("[data-in=failed]").textContent = message
  }
}

// The words of a refusal are the server's; where there are none, ours stay.
async function asked(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", headers: { "X-Rollcall": "1" }, body })
    const said = answer.ok ? {} : await answer.json().catch(() => ({}))
    return { status: answer.headers.has("X-Rollcall") ? answer.status : 0, message: said.message }
  } catch {
    return { status: 0 }
  }
}

customElements.define("code-photo", CodePhoto)
