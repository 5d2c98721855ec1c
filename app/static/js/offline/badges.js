// A badge as a phone may tell it: by its last digits, whoever bears it. Null where a text is no badge.
import { candidates } from "../scanning/codes.js"

const BADGE = /^\d{4,}$/
const DIGITS = 3

export function badgeEnd(text) {
  const badge = candidates(text).find(({ kind, value }) => kind === "badge" && BADGE.test(value))
  return badge ? badge.value.slice(-DIGITS) : null
}
