// A site as this phone carries it: what each code means, and what belongs into each room. What was lost and came back by
// this phone's own sightings stands where it was seen, until the office says so itself.
import { meaningKeys } from "../scanning/code_keys.js"
import { lookUpKey } from "../scanning/codes.js"

const PRESENT = ["received", "in_stock", "checked_out", "deployed", "salvage"]
const MISSING = ["lost", "stolen"]
const BARE = /^[0-9A-Z]{1,500}$/

export class CarriedRegister {
  #assets
  #bearing = new Map()
  #carried
  #rooms
  #expected = new Map()

  constructor(snapshot) {
    this.site = snapshot.site
    this.asOf = snapshot.made_at
    this.fetchedAt = snapshot.fetched_at ?? snapshot.made_at
    this.rooms = snapshot.rooms
    this.carts = snapshot.carts
    this.#carried = snapshot.student_models
    this.#rooms = new Map(snapshot.rooms.map((room) => [room.id, room]))
    this.#assets = new Map(snapshot.assets.map((asset) => [asset.id, asset]))
    for (const asset of snapshot.assets) this.#index(asset)
  }

  // A list that an earlier release brought does not say of which models students carry one.
  mayBeAStudents({ model, held }) {
    return held || !this.#carried || this.#carried.includes(model)
  }

  // The devices that a text may mean: those that bear the likeliest code which anything bears.
  meant(text) {
    const key = meaningKeys(text).find((each) => this.#bearing.has(each))
    return key === undefined ? [] : this.#bearing.get(key).map((id) => this.asset(id))
  }

  expectedIn(roomId) {
    return [...(this.#expected.get(roomId) ?? [])].map((id) => this.asset(id))
  }

  expects(roomId, assetId) {
    return Boolean(this.#expected.get(roomId)?.has(assetId))
  }

  asset(id) {
    return this.#assets.get(id) ?? null
  }

  room(id) {
    return this.#rooms.get(id) ?? null
  }

  isMissing({ state }) {
    return MISSING.includes(state)
  }

  // It stands where it was seen, and what is in it stands there, too. Gives all of it.
  bringBack(asset, roomId) {
    this.#put({ ...asset, state: "deployed", room: roomId, expected_room: roomId, class_rooms: [], cart: null, slot: null, was: asset.was ?? asset })
    const within = this.#within(asset).map((each) => ({ ...each, expected_room: roomId, before: each.before ?? each }))
    for (const each of within) this.#put(each)
    return [this.asset(asset.id), ...within]
  }

  // The sighting that brought it back was undone. Gives what is lost with it.
  loseAgain(asset) {
    const within = this.#within(asset)
    for (const { before } of within) if (before) this.#put(before)
    if (asset.was) this.#put(asset.was)
    return [asset, ...within]
  }

  // Whatever came back is lost as before.
  asItWas() {
    for (const asset of this.#assets.values()) if (asset.was) this.loseAgain(asset)
    return this
  }

  #within({ id }) {
    return this.carts.some((cart) => cart.id === id) ? [...this.#assets.values()].filter(({ cart }) => cart === id) : []
  }

  #put(asset) {
    const before = this.#assets.get(asset.id)
    for (const room of roomsOf(before)) this.#expected.get(room)?.delete(asset.id)
    this.#assets.set(asset.id, asset)
    this.#expect(asset)
  }

  #index(asset) {
    this.#expect(asset)
    for (const key of new Set([asset.tag, asset.serial, ...asset.codes].filter(Boolean).map(keyOf))) {
      const others = this.#bearing.get(key)
      if (others) others.push(asset.id)
      else this.#bearing.set(key, [asset.id])
    }
  }

  #expect(asset) {
    if (!PRESENT.includes(asset.state)) return
    for (const room of roomsOf(asset)) {
      if (!this.#expected.has(room)) this.#expected.set(room, new Set())
      this.#expected.get(room).add(asset.id)
    }
  }
}

// Where it may be as it should: in the homeroom of whoever has it, or where one of their classes meets.
function roomsOf({ expected_room, class_rooms = [] }) {
  return expected_room ? [expected_room, ...class_rooms] : class_rooms
}

// Most codes are keys as they stand: ten thousand devices are to be known at once on a slow phone.
function keyOf(code) {
  return BARE.test(code) ? code : lookUpKey(code)
}
