// What a scanned or typed text may mean, decided without a network as app/domain/codes.py decides it on the server.
const LONGEST = 512
const BLANK = /[\t\n\v\f\r\p{Z}]/gu
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu
const SMALL = /[a-z\u00df-\u017f]+/g
const DASHES = /[‐‑‒–—―−]/g
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/
const MAC = /^(?:(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4}|[0-9A-F]{6}[:-][0-9A-F]{6})$/

const WEB = "https?://[^/?#]+"
const REST = String.raw`/?(?:[?#].*)?`

// The reasons stand beside the same table on the server.
export const SHAPES = [
  [`${WEB}/t/([^?#]+?)${REST}`, [["tag", "%1"], ["barcode", "$0"]]],
  [`${WEB}/r/([^?#]+?)${REST}`, [["room", "%1"], ["barcode", "$0"]]],
  ["ROOM: *([^/]+/.+)", [["room", "$1"]]],
  [`${WEB}/(?:.*/)?ht/([^/?#]+)${REST}`, [["tag", "%1"], ["barcode", "$0"]]],
  [`${WEB}/(?:.*/)?hardware/bytag/([^/?#]+)${REST}`, [["tag", "%1"], ["barcode", "$0"]]],
  [`${WEB}/(?:.*/)?hardware/byserial/([^/?#]+)${REST}`, [["serial", "%1"], ["barcode", "$0"]]],
  [`${WEB}/(?:.*/)?hardware/([0-9]+)(?:/view)?${REST}`, [["snipe_id", "$1"], ["barcode", "$0"]]],
  [`${WEB}/(?:.*/)?locations/([0-9]+)${REST}`, [["snipe_location", "$1"], ["barcode", "$0"]]],
  [`${WEB}.*`, [["barcode", "$0"]]],
  [String.raw`\{ *"stockitem" *: *([0-9]+) *\}`, [["foreign", "INV-SI$1"], ["barcode", "INV-SI$1"]]],
  [String.raw`\{ *"stocklocation" *: *([0-9]+) *\}`, [["foreign", "INV-SL$1"], ["barcode", "INV-SL$1"]]],
  [String.raw`\{ *"part" *: *([0-9]+) *\}`, [["foreign", "INV-PA$1"], ["barcode", "INV-PA$1"]]],
  ["INV-[A-Z]{2}[0-9]+", [["tag", "$0"], ["foreign", "$0"]]],
  ["(?:MAC *[:=]? *)?((?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})", [["mac", "$1"]]],
  [
    String.raw`(?:MAC *[:=]? *)?([0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}|[0-9A-F]{6}[:-][0-9A-F]{6})`,
    [["mac", "$1"]],
  ],
  ["MAC *[:=]? *([0-9A-F]{12})", [["mac", "$1"]]],
  ["[0-9A-F]{12}", [["tag", "$0"], ["mac", "$0"], ["badge", "$0"]]],
  ["1S *[0-9A-Z]{10} *([0-9A-Z]{7,8})", [["serial", "$1"], ["barcode", "$0"]]],
  ["1S *[0-9A-Z]{7} *([0-9A-Z]{7})", [["serial", "$1"], ["barcode", "$0"]]],
  [String.raw`(?:S/?N|SERIAL(?: NO\.?| NUMBER)?) *[:#] *([0-9A-Z-]{4,})`, [["serial", "$1"], ["barcode", "$0"]]],
  ["S(?=.*[0-9])([A-Z][0-9A-Z]{9,11})", [["tag", "$0"], ["serial", "$1"], ["badge", "$0"]]],
  ["P +([0-9]{1,7})", [["badge", "$0"], ["badge", "$1"], ["tag", "$0"]]],
  ["[TX] +([0-9]{1,7})", [["tag", "$0"], ["barcode", "$1"]]],
  ["2[0-9]{4}([0-9]{8})[0-9]", [["badge", "$0"], ["badge", "$1"], ["tag", "$0"]]],
  ["3[0-9]{4}([0-9]{8})[0-9]", [["tag", "$0"], ["barcode", "$1"], ["badge", "$0"]]],
  ["[A-D]([0-9]{14})[A-D]", [["tag", "$0"], ["barcode", "$1"], ["badge", "$1"]]],
  ["[!-~]+", [["tag", "$0"], ["badge", "$0"]]],
  [".+", [["tag", "$0"]]],
]

const COMPILED = SHAPES.map(([shape, meanings]) => [new RegExp(`^(?:${shape})$`, "i"), meanings])

// Likeliest first; nothing for an empty text or one too long to be a code.
export function candidates(text) {
  const written = text.length > 2 * LONGEST || [...text].length > LONGEST ? "" : asWritten(text)
  for (const [shape, meanings] of COMPILED) {
    const fit = shape.exec(written)
    if (fit) return distinct(meanings.map(([kind, template]) => ({ kind, value: valueOf(kind, template, fit) })))
  }
  return []
}

// What codes are stored and looked up by.
export function lookUpKey(text) {
  for (let key = keyed(text); ; key = keyed(text)) {
    if (key === text) return key
    text = key
  }
}

function distinct(some) {
  const same = (one, other) => one.kind === other.kind && one.value === other.value
  return some.filter((one, n) => lookUpKey(one.value) && some.findIndex((other) => same(one, other)) === n)
}

function asWritten(text) {
  return trimmed(trimmed(plain(text)).replace(SYMBOLOGY, ""))
}

function plain(text) {
  return text.normalize("NFKC").replace(BLANK, " ").replace(INVISIBLE, "").replace(DASHES, "-")
}

function keyed(text) {
  const flat = plain(plain(text).replace(SMALL, (letters) => letters.toUpperCase())).replaceAll(" ", "").replace(SYMBOLOGY, "")
  const key = [...flat].slice(0, LONGEST).join("")
  return MAC.test(key) ? key.replace(/[:.-]/g, "") : key
}

function valueOf(kind, template, fit) {
  const part = (_, sign, n) => (sign === "%" ? plain(unescaped(fit[n])) : fit[n])
  const value = trimmed(template.replace(/([$%])([0-9])/g, part))
  return kind === "mac" ? lookUpKey(value) : value
}

function unescaped(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function trimmed(text) {
  return text.replace(/^ +| +$/g, "")
}
