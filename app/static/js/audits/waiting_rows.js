// What this phone holds and the server has not answered yet, as rows: kept, but not a tick.
const SLOW = 350

export class WaitingRows {
  #place
  #template
  #room
  #answered = new Set()

  constructor(place, outbox, { room }, signal) {
    this.#place = place
    this.#template = place.querySelector("template")
    this.#room = room
    outbox.addEventListener("kept", ({ detail }) => setTimeout(() => this.#add(detail.operation), SLOW), { signal })
    outbox.addEventListener("answered", ({ detail }) => this.#answer(detail), { signal })
    // A store that cannot be read holds nothing to show; the next scan says that it cannot be kept.
    outbox.list().then((operations) => operations.forEach((operation) => this.#add(operation)), () => {})
  }

  #add(operation) {
    const { op_id, kind, payload } = operation
    if (kind !== "audit.sight" || payload.room !== this.#room || this.#answered.has(op_id)) return
    const row = this.#template.content.firstElementChild.cloneNode(true)
    row.dataset.operation = op_id
    row.querySelector(".tag").textContent = payload.code
    this.#list.append(row)
    this.#show()
  }

  #answer({ operation, result }) {
    if (result.outcome === "deferred") return
    this.#answered.add(operation.op_id)
    this.#list.querySelector(`[data-operation="${operation.op_id}"]`)?.remove()
    this.#show()
  }

  #show() {
    this.#place.hidden = !this.#list.children.length
  }

  get #list() {
    return this.#place.querySelector("ul")
  }
}
