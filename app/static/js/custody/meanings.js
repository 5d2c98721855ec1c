// Who or what a code is at the desk: by the server while it answers, else by what this phone carries. Gives
// { means: "person" | "people" | "asset" | "several" | "other-site" | "nothing", code, … }; of a person no more than the
// badge's end is kept, the name stays in the card that the server drew.
import { badgeEnd } from "../offline/badges.js"
import { CarriedRegister } from "../offline/register.js"
import { carriedSnapshot } from "../offline/snapshots.js"
import { fragmentOf } from "./fragments.js"

export class Meanings {
  #address
  #register
  #changed = new Map()

  constructor(address) {
    this.#address = address
    this.#register = carriedSnapshot().then((snapshot) => snapshot && new CarriedRegister(snapshot)).catch(() => null)
  }

  // Asked for as soon as it is scanned, while what was scanned before is still being done.
  ask(code, { typed = false } = {}) {
    return this.#asked(code, typed).then(async (told) => told ?? { ...(await this.#carried(code)), carried: true })
  }

  // What was done here since it was asked for is known before the server says so.
  settled(code, meaning) {
    const { waiting, ...change } = this.#changed.get(meaning.id) ?? {}
    const newer = meaning.carried || waiting || change.version > meaning.version
    return { code, ...meaning, ...(newer ? change : {}) }
  }

  change({ id }, held) {
    if (id) this.#changed.set(id, { ...this.#changed.get(id), held, waiting: true })
  }

  // What this phone did since it took the list along, oldest first.
  async remember(operations) {
    const register = await this.#register
    const did = new Map(operations.map((one) => [one.op_id, one]))
    for (const { kind, payload, at, waiting, outcome, version } of register ? operations : []) {
      if (at < register.asOf || !["applied", undefined].includes(outcome)) continue
      const known = (code, asset) => asset ?? register.meant(code ?? "")[0]?.id
      const told = { waiting: Boolean(waiting), ...(version && { version }) }
      const one = known(payload.code, payload.asset)
      if (kind === "custody.check_out") this.#changed.set(one, { held: true, ...told })
      if (kind === "custody.check_in") this.#changed.set(one, { held: false, ...told })
      if (kind === "custody.undo") this.#changed.set(one, { held: did.get(payload.operation)?.kind === "custody.check_in", ...told })
      if (kind === "custody.replace") this.#changed.set(known(payload.old), { held: false, waiting: told.waiting })
      if (kind === "custody.replace") this.#changed.set(known(payload.new), { held: true, ...told })
    }
  }

  hear({ outcome, asset, version, old, old_version }) {
    if (!["applied", "conflict", "rejected"].includes(outcome)) return
    for (const [id, known] of [[asset, version], [old, old_version]]) {
      if (outcome === "applied" && id) this.#changed.set(id, { ...this.#changed.get(id), version: known, waiting: false })
    }
    if (outcome !== "applied") this.#changed.clear()
  }

  async #asked(code, typed) {
    const url = new URL(this.#address, location.href)
    url.searchParams.set("code", code)
    if (typed) url.searchParams.set("typed", "")
    return read(await fragmentOf(url))
  }

  async #carried(code) {
    const register = await this.#register
    const assets = register?.meant(code) ?? []
    if (assets.length > 1) return { means: "several" }
    if (assets.length) return carriedAsset(assets[0])
    const digits = badgeEnd(code)
    if (digits) return { means: "person", id: null, digits }
    return { means: register ? "nothing" : "asset", id: null, tag: code, model: "", version: null, held: false }
  }
}

// A card that the server drew, with what it says of itself.
export function read(card) {
  if (!card) return null
  const { means, person, asset, version, ...told } = card.dataset
  if (means === "person") return { means, id: person, card, ...told }
  if (means === "asset") return { means, id: asset, card, ...told, version: Number(version), held: "held" in told, keptFrom: "keptFrom" in told }
  return { means, card, ...told }
}

function carriedAsset({ id, tag, serial, model, version, held, state }) {
  return { means: "asset", id, tag: tag ?? serial, model, version, held, state }
}
