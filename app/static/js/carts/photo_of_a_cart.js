// A photo that shows most of one cart, taken where anything may be scanned: it opens the cart and is brought there, within
// this tab, for moments, and named in no address.
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
