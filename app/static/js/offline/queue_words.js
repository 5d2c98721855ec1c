// What somebody did, in plain words. The words are templates; rooms and devices have the names that the phone carries.
import { said } from "./saying.js"

const TAGS = ["code", "old", "new"]

export class QueueWords {
  #element
  #rooms
  #assets
  #roomsOfAudits
  #codesOfSightings

  constructor(element, operations, snapshots) {
    this.#element = element
    this.#rooms = new Map(snapshots.flatMap(({ rooms }) => rooms.map(({ id, name }) => [id, name])))
    this.#assets = new Map(snapshots.flatMap(({ assets }) => assets.map(({ id, tag, serial }) => [id, tag ?? serial])))
    const payloads = operations.map(({ payload }) => payload)
    this.#roomsOfAudits = new Map(payloads.filter(({ audit, room }) => audit && room).map(({ audit, room }) => [audit, room]))
    this.#codesOfSightings = new Map(operations.map(({ op_id, payload }) => [op_id, payload.code]))
  }

  of({ kind, payload }) {
    const template = this.#template("kind", kind) ?? this.#template("kind", "another")
    return said(template.content.textContent, { ...this.#values(payload), kind })
  }

  word(name) {
    return this.#template("word", name)?.content.textContent ?? name ?? ""
  }

  #values(payload) {
    const room = payload.room ?? this.#roomsOfAudits.get(payload.audit)
    const asset = this.#assets.get(payload.asset ?? payload.cart)
    const code = payload.code ?? this.#codesOfSightings.get(payload.sighting) ?? asset ?? this.word("code")
    const tags = Object.fromEntries(TAGS.map((name) => [name, payload[name] ?? code]))
    return { ...tags, room: this.#rooms.get(room) ?? this.word("room"), reason: this.word(payload.reason ?? payload.kind) }
  }

  #template(what, name) {
    return this.#element.querySelector(`template[data-${what}="${name}"]`)
  }
}
