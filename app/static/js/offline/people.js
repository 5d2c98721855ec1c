// Who is on this phone: staff who signed in here, kept by this browser alone. The worker uses it too, so it knows no page.
import { Phone } from "./phone.js"

const phone = new Phone()
const FRESH = 60_000

// Whom the server put into the page: it knows best. A page that the phone keeps has nobody in it.
export function onThisPage() {
  const told = globalThis.document?.querySelector("meta[name=rollcall-person]")
  return told ? JSON.parse(told.content) : null
}

export async function currentPerson() {
  return onThisPage() ?? (await phone.read(["phone"], (stores) => stores.phone.get("person"))) ?? null
}

// Somebody is here by the server's word, or by their own.
export function remember(told) {
  return changing((person, people) => {
    const now = Date.now()
    if (sameAs(told, person) && now - Date.parse(person.active_at) < FRESH) return null
    const { uuid, initials, name } = told
    const since = person?.uuid === uuid ? person.since : new Date(now).toISOString()
    const others = people.filter((other) => other.uuid !== uuid)
    return { person: { ...told, since, active_at: new Date(now).toISOString() }, people: [{ uuid, initials, name }, ...others] }
  })
}

// Their hand is on the phone. Whoever has left meanwhile does not come back by it.
export function confirmStill(uuid) {
  return changing((person) => person?.uuid === uuid && { person: { ...person, active_at: new Date().toISOString() } })
}

// Those who signed in here and did not sign out: the only ones whom a phone without a network can take for present.
export async function othersHere() {
  const [person, people] = await phone.read(["phone"], (stores) => everybody(stores.phone))
  return people.filter(({ uuid, name }) => name && uuid !== person?.uuid)
}

// By uuid, as much as is known: initials outlive their owner's sign-out while work of theirs waits here.
export async function initialsHere() {
  const [, people] = await phone.read(["phone"], (stores) => everybody(stores.phone))
  return new Map(people.map(({ uuid, initials }) => [uuid, initials]))
}

// Of "J.R." as many letters as a small round sign has room for.
export function lettersOf(initials) {
  return initials.replaceAll(".", "").slice(0, 2)
}

// The phone changes hands. The session that is open was the other's, and ends as soon as the server can be told.
export function handOver(to) {
  return changing((person, people) => {
    const next = people.find(({ uuid }) => uuid === to)
    const now = new Date().toISOString()
    const lock = person && { who: person.uuid, at: now }
    return next && { lock, person: { ...next, site: person?.site ?? null, lang: person?.lang ?? null, since: now, active_at: now } }
  })
}

function changing(change) {
  return phone.write(["phone"], async (stores) => {
    const changed = change(...(await everybody(stores.phone)))
    await Promise.all(Object.entries(changed || {}).map(([key, value]) => value && stores.phone.put(value, key)))
  })
}

async function everybody(store) {
  const [person, people] = await Promise.all([store.get("person"), store.get("people")])
  return [person ?? null, people ?? []]
}

function sameAs(told, known) {
  return Boolean(known) && Object.entries(told).every(([key, value]) => known[key] === value)
}
