// What this phone carries of a site: its rooms, devices and carts, and since when. No person's name is in any of it.
import { Phone } from "./phone.js"

const ADDRESS = "/offline/snapshot"
const PATIENCE = 60_000
const WHY = { 401: "signed-out", 403: "not-permitted", 404: "not-permitted" }
const phone = new Phone()

// Why nothing new was taken along: "unheard", "signed-out", "not-permitted".
class NotFetched extends Error {
  constructor(why) {
    super(why)
    this.name = why
  }
}

export async function snapshotOf(siteCode) {
  return (await phone.read(["snapshots"], ({ snapshots }) => snapshots.get(siteCode))) ?? null
}

// Of the site that is named, else of the person's own, else the newest one.
export async function carriedSnapshot(siteCode = null) {
  const [all, person] = await phone.read(["snapshots", "phone"], ({ snapshots, phone }) =>
    Promise.all([snapshots.getAll(), phone.get("person")]),
  )
  const newestFirst = all.sort((one, other) => other.fetched_at.localeCompare(one.fetched_at))
  const of = (code) => newestFirst.find(({ site_code }) => site_code === code)
  return of(siteCode) ?? of(person?.site) ?? newestFirst[0] ?? null
}

export async function fetchSnapshot(siteCode) {
  const made = await asked(siteCode)
  const snapshot = { ...made, site_code: made.site.code, fetched_at: new Date().toISOString() }
  await phone.write(["snapshots"], ({ snapshots }) => snapshots.put(snapshot))
  globalThis.dispatchEvent(new CustomEvent("snapshot", { detail: { site: snapshot.site_code } }))
  return snapshot
}

// What is carried, newest first: [{ code, name, fetched_at, rooms, devices }].
export async function preparedSites() {
  const all = await phone.read(["snapshots"], ({ snapshots }) => snapshots.getAll())
  return all
    .map(({ site, fetched_at, rooms, assets }) => ({ ...site, fetched_at, rooms: rooms.length, devices: assets.length }))
    .sort((one, other) => other.fetched_at.localeCompare(one.fetched_at))
}

async function asked(siteCode) {
  const place = siteCode ? `${ADDRESS}?site=${encodeURIComponent(siteCode)}` : ADDRESS
  const headers = { Accept: "application/json", "X-Rollcall": "1" }
  const answer = await fetch(place, { headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null)
  if (!answer?.headers.has("X-Rollcall")) throw new NotFetched("unheard")
  if (!answer.ok) throw new NotFetched(WHY[answer.status] ?? "unheard")
  return answer.json().catch(() => {
    throw new NotFetched("unheard")
  })
}
