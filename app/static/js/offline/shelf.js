// One person's operations on this phone, numbered without gaps, kept until the server has answered and after.
import { freeze, uuid7 } from "./operation.js"

const FINAL = ["applied", "conflict", "rejected"]

export class Shelf {
  #phone
  #actor

  constructor(phone, actor) {
    this.#phone = phone
    this.#actor = actor
  }

  // The number and the operation are kept together or not at all; when another page took the number first, again.
  async keep(kind, payload, at) {
    for (;;) {
      const { device, last } = await this.#counter()
      const made = await freeze({ device, seq: last + 1, actor: this.#actor, kind, at, payload })
      if (await this.#put(made)) return made
    }
  }

  waiting(after, most) {
    const range = IDBKeyRange.bound([this.#actor, after], [this.#actor, Infinity], true)
    return this.#phone.read(["operations"], ({ operations }) => operations.index("waiting").getAll(range, most))
  }

  count() {
    return this.#phone.read(["operations"], ({ operations }) => operations.index("waiting").count(this.#all))
  }

  // What the server said stays with the operation; only a final answer ends its waiting.
  settle({ results, server_epoch }) {
    return this.#phone.write(["phone", "operations"], async ({ phone, operations }) => {
      await phone.put(server_epoch, "epoch")
      for (const { op_id, outcome, reason } of results) {
        const operation = await operations.get(op_id)
        if (!operation || !FINAL.includes(outcome)) continue
        delete operation.waiting
        await operations.put({ ...operation, outcome, reason, settled_at: new Date().toISOString() })
      }
    })
  }

  async envelope(operations) {
    const { last, first, epoch } = await this.#bounds()
    return {
      sent_at: new Date().toISOString(),
      server_epoch: epoch,
      last_seq: last,
      first_kept: first,
      operations: operations.map(({ body, sha256 }) => ({ body, sha256 })),
    }
  }

  async #counter() {
    const known = await this.#phone.read(["phone"], ({ phone }) => this.#read(phone))
    return known.device ? known : this.#begin()
  }

  // The phone's own name is made together with its counter: where one is gone, so is the other.
  #begin() {
    return this.#phone.write(["phone"], async ({ phone }) => {
      const known = await this.#read(phone)
      if (known.device) return known
      const made = { device: uuid7(), last: 0 }
      await Promise.all([phone.put(made.device, "device"), phone.put(made.last, this.#key)])
      return made
    })
  }

  async #read(phone) {
    const [device, last] = await Promise.all([phone.get("device"), phone.get(this.#key)])
    return { device, last: last ?? 0 }
  }

  #put(made) {
    return this.#phone.write(["phone", "operations"], async ({ phone, operations }) => {
      if (((await phone.get(this.#key)) ?? 0) !== made.seq - 1) return false
      await Promise.all([phone.put(made.seq, this.#key), operations.add({ ...made, waiting: this.#actor })])
      return true
    })
  }

  #bounds() {
    return this.#phone.read(["phone", "operations"], async ({ phone, operations }) => {
      const [last, epoch, first] = await Promise.all([
        phone.get(this.#key), phone.get("epoch"), operations.index("seq").openKeyCursor(this.#all),
      ])
      return { last: last ?? 0, epoch: epoch ?? null, first: first ? first.key[1] : (last ?? 0) + 1 }
    })
  }

  get #key() {
    return `last seq of ${this.#actor}`
  }

  get #all() {
    return IDBKeyRange.bound([this.#actor, 0], [this.#actor, Infinity])
  }
}
