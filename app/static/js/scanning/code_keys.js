// The keys by which a text that was read may mean a device, likeliest first.
import { candidates, lookUpKey } from "./codes.js"

const KINDS = ["tag", "serial", "mac", "barcode"]

export function meaningKeys(text) {
  return [...new Set(candidates(text).filter(({ kind }) => KINDS.includes(kind)).map(({ value }) => lookUpKey(value)))]
}
