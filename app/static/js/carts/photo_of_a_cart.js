// A photo that shows most of one cart: where anything may be scanned it opens the cart and is brought there, within this tab,
// for moments, and named in no address; where another cart is looked through, that is said before anything is marked.
import { CarriedRegister } from "../offline/register.js"
import { carriedSnapshot } from "../offline/snapshots.js"

const KEY = "rollcall.photo-of-a-cart"
const FRESH = 15_000
const A_CART = 3

// The cart in which more than half of the devices in a photo lie: none for a few devices on a desk. carts: of each code,
// where one is known.
export function cartAmong(carts) {
  const known = carts.filter(Boolean)
  const lying = (cart) => known.filter((other) => other === cart).length
  return [...new Set(known)].find((cart) => lying(cart) >= A_CART && lying(cart) > known.length / 2) ?? null
}

// The other cart that a photo shows: { cart, tag, number, of }. What the office did not say, this phone may know.
export async function otherCart(codes, here) {
  const register = codes.some(({ cart }) => cart) ? null : await carried()
  const of = codes.map(({ text, cart, cart_tag: tag }) => (register ? inRegister(register, text) : { cart, tag }))
  const cart = cartAmong(of.map((one) => one.cart))
  if (!cart || cart === here) return null
  const its = of.filter((one) => one.cart === cart)
  return { cart, tag: its[0].tag, number: its.length, of: codes.length }
}

export function bringPhoto(cart, codes) {
  sessionStorage.setItem(KEY, JSON.stringify({ cart, codes: codes.map(({ text }) => text), at: Date.now() }))
}

// The cart takes it once.
export function broughtPhoto(cart) {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
  if (kept?.cart !== cart) return []
  sessionStorage.removeItem(KEY)
  return Date.now() - kept.at < FRESH ? kept.codes : []
}

async function carried() {
  const snapshot = await carriedSnapshot().catch(() => null)
  return snapshot && new CarriedRegister(snapshot)
}

function inRegister(register, text) {
  const cart = register.asset(register.meant(text)[0]?.cart)
  return { cart: cart?.id, tag: cart?.tag ?? cart?.serial }
}
