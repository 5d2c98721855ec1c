// <carried-count> makes of a page that the phone keeps the count of the room in its address, for the person who is here:
// the count this phone has open there, or a new one.
import { arriving } from "../offline/arriving.js"
import { openAudit } from "../offline/local_count.js"
import { uuid7 } from "../offline/operation.js"
import { outboxOf } from "../offline/outbox.js"
import { said, when } from "../offline/saying.js"
import { preparedSites, snapshotOf } from "../offline/snapshots.js"

const OF_A_ROOM = /^\/rooms\/([^/]+)\/count$/

class CarriedCount extends HTMLElement {
  async connectedCallback() {
    const room = OF_A_ROOM.exec(location.pathname)?.[1] ?? new URLSearchParams(location.search).get("room")
    const [person, snapshot] = await Promise.all([arriving, withRoom(room).catch(() => null)])
    if (!snapshot) return this.#say("unknown")
    if (!person) return this.#say("nobody")
    const operations = await outboxOf(person.uuid).everything().catch(() => [])
    const audit = openAudit(operations, room, Number(this.dataset.hours)) ?? uuid7()
    const names = { [this.dataset.audit]: audit, [this.dataset.room]: room, [this.dataset.actor]: person.uuid }
    this.#begin(snapshot, room, names)
    this.querySelector("[data-finished-before]").hidden = !finished(operations, room, Number(this.dataset.hours))
  }

  #begin(snapshot, room, names) {
    const { name } = snapshot.rooms.find(({ id }) => id === room)
    const action = document.querySelector("template[data-action]")
    const count = named(this.querySelector("template[data-count]"), names)
    count.querySelector("room-count").dataset.site = snapshot.site.code
    for (const part of count.querySelectorAll("[data-carrying] [data-words]")) part.textContent = said(part.dataset.words, { time: when(snapshot.fetched_at) })
    document.querySelector(".where h1").textContent = name
    document.title = document.title.replace(/^.*(?= ·)/, name)
    this.append(count)
    action.after(named(action, names))
    globalThis.htmx?.process(this)
  }

  #say(what) {
    this.querySelector(`[data-instead="${what}"]`).hidden = false
  }
}

async function withRoom(room) {
  for (const { code } of await preparedSites()) {
    const snapshot = await snapshotOf(code)
    if (snapshot.rooms.some(({ id }) => id === room)) return snapshot
  }
  return null
}

// The same with the names of this count in it, in what it will draw later, too.
function named(template, names) {
  const made = template.content.cloneNode(true)
  rename(made, Object.entries(names))
  return made
}

function rename(root, names) {
  for (const element of root.querySelectorAll("*")) {
    for (const attribute of element.attributes) attribute.value = names.reduce((text, [name, uuid]) => text.replaceAll(name, uuid), attribute.value)
    if (element.localName === "template") rename(element.content, names)
  }
}

function finished(operations, room, hours) {
  const here = new Set(operations.filter(({ payload }) => payload.room === room).map(({ payload }) => payload.audit))
  const lately = ({ at }) => Date.now() - Date.parse(at) < hours * 3_600_000
  return operations.some((one) => one.kind === "audit.finish" && here.has(one.payload.audit) && lately(one))
}

customElements.define("carried-count", CarriedCount)
