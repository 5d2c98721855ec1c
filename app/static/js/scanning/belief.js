// Which of the codes in view are to be believed, which are new, and when the person has to choose.
import { tagPattern } from "./tag_pattern.js"

const GONE = 3000
const TOGETHER = 1000
const FRAMES = 3
const AGREE = 2

export class Belief {
  #many
  #fits
  #known = new Map()
  #frame = 0

  constructor({ many = false, pattern = "" } = {}) {
    this.#many = many
    this.#fits = tagPattern(pattern)
  }

  // `fresh` is to be told now, `view` is believed and in this frame, `choice` waits for a tap. A choice that is
  // being handled (`held`) does not go away under the finger.
  hear(codes, now, { held = false } = {}) {
    this.#frame += 1
    if (!held) this.#forgetTheGone(now)
    const heard = [...new Map(codes.map((code) => [code.text, code])).values()].map((code) => this.#note(code, now))
    const view = heard.filter((one) => one.believed)
    const choice = this.#many ? [] : this.#choice(view, now, held)
    const fresh = view.filter((one) => !one.told && this.#mayBeTold(one, heard, choice))
    for (const one of fresh) one.told = true
    return { fresh: plain(fresh), view: plain(view), choice: plain(choice) }
  }

  get told() {
    return [...this.#known.values()].filter((one) => one.told).map((one) => one.code.text)
  }

  // A tap tells a code once; tapping it again while it stays in view tells nothing new.
  take(text) {
    const one = this.#known.get(text)
    if (!one || one.told) return null
    one.told = true
    return one.code
  }

  forget(text) {
    this.#known.delete(text)
  }

  #forgetTheGone(now) {
    for (const [text, one] of this.#known) if (now - one.seen > GONE) this.#known.delete(text)
  }

  #note(code, now) {
    const one = this.#known.get(code.text) ?? { first: this.#frame, frames: [], believed: false, told: false, together: -Infinity }
    one.code = code
    one.seen = now
    one.frames = [...one.frames, this.#frame].filter((frame) => frame > this.#frame - FRAMES)
    one.believed ||= !code.linear || one.frames.length >= AGREE || this.#fits(code.text)
    this.#known.set(code.text, one)
    return one
  }

  #choice(view, now, held) {
    if (view.length > 1) for (const one of view) one.together = now
    const standing = [...this.#known.values()].filter((one) => now - one.together <= TOGETHER)
    if (held || view.length > 1) for (const one of standing) one.together = now
    const seen = standing.filter((one) => held || now - one.seen <= TOGETHER)
    return seen.length > 1 ? seen : []
  }

  #mayBeTold(one, heard, choice) {
    if (this.#many) return true
    if (choice.includes(one)) return false
    // A linear code beside it, read for the first time, may be the second of a choice: two more frames will say.
    const doubtful = heard.some((other) => !other.believed)
    return !doubtful || this.#frame - one.first >= FRAMES - 1
  }
}

function plain(some) {
  return some.map(({ code, told }) => ({ ...code, told }))
}
