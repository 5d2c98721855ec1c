// A cart as it is drawn from what this phone carries, slot by slot: as routes/carts/cells.py lays it out on the server.
import { lookUpKey } from "../scanning/codes.js"

// Every numbered slot in its order, then what lies in the cart without a slot of its own. Whatever has no number goes last.
export function cellsOf(cart, assets) {
  const inside = assets.filter((asset) => asset.cart === cart.id).sort((one, other) => numberOf(one) - numberOf(other))
  const numbered = !inside.length || inside.some(({ slot }) => slot !== null)
  const numbers = numbered ? Array.from({ length: cart.slots }, (_, n) => n + 1) : []
  const placed = numbers.map((number) => inside.find(({ slot }) => slot === number))
  const rest = inside.filter((asset) => !placed.includes(asset))
  return [...placed.map((asset, at) => cell(numbers[at], asset)), ...rest.map((asset) => cell("", asset))]
}

export function keysOf({ tag, serial, codes }) {
  return [...new Set([...codes, tag, serial].filter(Boolean).map(lookUpKey))].join(" ")
}

function cell(slot, asset) {
  if (!asset) return { slot, asset: "", tag: "", end: "", keys: "", model: "" }
  const tag = asset.tag ?? asset.serial ?? "–"
  return { slot, asset: asset.id, tag, end: tag.slice(-4), keys: keysOf(asset), model: asset.model }
}

function numberOf({ slot }) {
  return slot ?? Infinity
}
