// Who or what a code is at the desk: by the server while it answers, else by what this phone carries. Gives
// { means: "person" | "asset" | "several" | "other-site" | "nothing", code, … }; of a person no more than the badge's end
// is kept, the name stays in the card that the server drew.
import { CarriedRegister } from "../offline/register.js"
import { carriedSnapshot } from "../offline/snapshots.js"
import { candidates } from "../scanning/codes.js"

const PATIENCE = 2500
const BADGE = /^\d{4,}$/

export class Meanings {
  #address
  #register
  #changed = new Map()

  constructor(address) {
    this.#address = address
    this.#register = carriedSnapshot().then((snapshot) => snapshot && new CarriedRegister(snapshot)).catch(() => null)
  }

  async of(code) {
    const meaning = (await this.#asked(code)) ?? (await this.#carried(code))
    return { code, ...meaning, ...this.#changed.get(meaning.id) }
  }

  // What was just done here is known before the server says so.
  change({ id }, way) {
    if (id) this.#changed.set(id, { ...this.#changed.get(id), held: way !== "in" })
  }

  hear({ outcome, asset, version, old, old_version }) {
    if (!["applied", "conflict", "rejected"].includes(outcome)) return
    for (const [id, known] of [[asset, version], [old, old_version]]) {
      if (outcome === "applied" && id) this.#changed.set(id, { ...this.#changed.get(id), version: known })
    }
    if (outcome !== "applied") this.#changed.clear()
  }

  async #asked(code) {
    const url = new URL(this.#address, location.href)
    url.searchParams.set("code", code)
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true", "X-Rollcall": "1" }, signal: AbortSignal.timeout(PATIENCE) })
      if (answer.status !== 200 || !answer.headers.has("X-Rollcall")) return null
      return read(document.createRange().createContextualFragment(await answer.text()).firstElementChild)
    } catch {
      return null
    }
  }

  async #carried(code) {
    const register = await this.#register
    const assets = register?.meant(code) ?? []
    if (assets.length > 1) return { means: "several" }
    if (assets.length) return carriedAsset(assets[0])
    const badge = candidates(code).find(({ kind, value }) => kind === "badge" && BADGE.test(value))
    if (badge) return { means: "person", id: null, digits: endOf(badge.value) }
    return { means: register ? "nothing" : "asset", id: null, tag: code, model: "", version: null, held: false }
  }
}

function read(card) {
  if (!card) return null
  const { means, person, digits, asset, tag, version } = card.dataset
  if (means === "person") return { means, id: person, digits, card }
  if (means === "asset") return { means, id: asset, tag, version: Number(version), held: "held" in card.dataset, card }
  return { means }
}

function carriedAsset({ id, tag, serial, model, version, held }) {
  return { means: "asset", id, tag: tag ?? serial, model, version, held }
}

function endOf(badge) {
  return badge.length > 3 ? badge.slice(-3) : badge.slice(-2)
}
