// One person's operations on this phone, numbered without gaps, kept until the server has answered and after.
import { freeze, uuid7 } from "./operation.js"
import { isFinal, isUnread, offerAgain, prune, understood } from "./standing.js"

export class Shelf {
  #phone
  #actor

  constructor(phone, actor) {
    this.#phone = phone
    this.#actor = actor
  }

  // The number and the operation are kept together or not at all; when another page took the number first, again.
  async keep(kind, payload, at, baseVersion = null, op_id = uuid7()) {
    for (;;) {
      const { device, last } = await this.#counter()
      const made = await freeze({ op_id, device, seq: last + 1, actor: this.#actor, kind, at, baseVersion, payload })
      if (await this.#put(made)) return made
    }
  }

  // What waits, in the order of its numbers.
  waiting(after = 0, most = undefined) {
    return this.#phone.read(["operations"], ({ operations }) =>
      operations.index("waiting").getAll(IDBKeyRange.bound([this.#actor, after], [this.#actor, Infinity], true), most))
  }

  count() {
    return this.#phone.read(["operations"], ({ operations }) => operations.index("waiting").count(this.#all))
  }

  // Whatever of theirs the phone still holds, settled or not, in the order of its numbers.
  everything() {
    return this.#phone.read(["operations"], ({ operations }) => operations.index("seq").getAll(this.#all))
  }

  // What the server said of what was sent stays with the operation; only a final answer ends its waiting. Gives what is
  // news. They are read in one go: a request each is what a thousand of them would wait for.
  settle(sent, answer) {
    return this.#phone.write(["phone", "operations"], async (stores) => {
      const told = new Map(answer.results.map((result) => [result.op_id, result]))
      const batch = await stores.operations.index("seq").getAll(this.#between(sent))
      const answered = batch.map((before) => ({ before, result: told.get(before.op_id) })).filter(({ result }) => result)
      const settled = answered.filter(({ result }) => isFinal(result))
      const unread = answered.filter(({ before, result }) => before.waiting && isUnread(result))
      await Promise.all([
        ...settled.map(({ before, result }) => stores.operations.put(ended(before, result, answer.now))),
        ...unread.map(({ before, result }) => stores.operations.put(aside(before, result.reason))),
      ])
      const forgot = settled.some(({ before, result }) => isSettled(before) && result.again === false)
      await understood(stores, this.#actor, answer, forgot)
      return settled
        .filter(({ before, result }) => before.outcome !== result.outcome || before.reason !== result.reason)
        .map(({ before, result }) => ({ operation: before, result }))
    })
  }

  // The newest that was answered for good.
  lastSettled() {
    return this.#phone.read(["operations"], async ({ operations }) => {
      let cursor = await operations.index("seq").openCursor(this.#all, "prev")
      while (cursor && !isSettled(cursor.value)) cursor = await cursor.continue()
      return cursor?.value ?? null
    })
  }

  // The server cannot read this one at all: it stays, marked, and no longer holds up the rest.
  setAside({ op_id }, status) {
    return this.#phone.write(["operations"], async ({ operations }) => {
      const operation = await operations.get(op_id)
      if (operation) await operations.put(aside(operation, status))
    })
  }

  prune(answer) {
    return this.#phone.write(["operations"], ({ operations }) => prune(operations, this.#actor, answer))
  }

  // The server was put back to a backup: whatever it had answered is asked again.
  offerAgain(epoch) {
    return this.#phone.write(["phone", "operations"], (stores) => offerAgain(stores, this.#actor, epoch))
  }

  async envelope(operations) {
    const { last, first, epoch } = await this.bounds()
    return {
      sent_at: new Date().toISOString(),
      server_epoch: epoch,
      last_seq: last,
      first_kept: first,
      operations: operations.map(({ body, sha256 }) => ({ body, sha256 })),
    }
  }

  bounds() {
    return this.#phone.read(["phone", "operations"], async ({ phone, operations }) => {
      const [device, last, epoch, first] = await Promise.all([
        phone.get("device"), phone.get(this.#key), phone.get("epoch"), operations.index("seq").openKeyCursor(this.#all),
      ])
      return { device, last: last ?? 0, epoch: epoch ?? null, first: first ? first.key[1] : (last ?? 0) + 1 }
    })
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

  // True when it is kept; also when it had been, by a connection that died before it could say so.
  #put(made) {
    return this.#phone.write(["phone", "operations"], async ({ phone, operations }) => {
      const [last, twin] = await Promise.all([phone.get(this.#key), operations.getKey(made.op_id)])
      if (twin) return true
      if ((last ?? 0) !== made.seq - 1) return false
      await Promise.all([phone.put(made.seq, this.#key), operations.add({ ...made, waiting: this.#actor })])
      return true
    })
  }

  get #key() {
    return `last seq of ${this.#actor}`
  }

  #between(operations) {
    const numbers = operations.map(({ seq }) => seq)
    return IDBKeyRange.bound([this.#actor, Math.min(...numbers)], [this.#actor, Math.max(...numbers)])
  }

  get #all() {
    return IDBKeyRange.bound([this.#actor, 0], [this.#actor, Infinity])
  }
}

function aside(operation, why) {
  return { ...operation, refused_at: new Date().toISOString(), refused_with: why }
}

function isSettled({ waiting, settled_at }) {
  return Boolean(settled_at) && !waiting
}

// The answer lies beside what was frozen and never over it.
function ended({ waiting, refused_at, refused_with, ...operation }, result, now) {
  const { op_id, actor, seq, kind, payload, at, body, sha256 } = operation
  const frozen = { op_id, actor, seq, kind, payload, at, body, sha256 }
  return { ...operation, ...result, ...frozen, settled_at: now ?? new Date().toISOString() }
}
