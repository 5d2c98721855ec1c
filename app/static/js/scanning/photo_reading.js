// A photograph read on this phone, when the server is out of reach: piece by piece at full size, since one photo of a whole
// cart has its codes no larger than a camera's frame has one.
import { Reading } from "./reading.js"
import { tagPattern } from "./tag_pattern.js"

// As it is, then twice as large: pieces of so many pixels, which a code on their seam shares with the next one.
const ROUNDS = [
  { side: 1280, overlap: 240, larger: 1 },
  { side: 640, overlap: 160, larger: 2 },
]
const LOADING = 15000

// The codes of a photo, each once: { text, format }. A linear code is believed when two readings of it agree or it fits a
// known tag. Rejects where the reader or the photo cannot be opened; `tell` hears how much of it is read.
export async function readPhoto(file, { pattern = "", tell = () => {} } = {}) {
  const reading = new Reading()
  try {
    const [picture] = await Promise.all([createImageBitmap(file), ready(reading)])
    const seen = await look(reading, picture, tell)
    picture.close()
    return believed(seen, pattern)
  } finally {
    reading.close()
  }
}

// Whoever reads nothing at full size is not looking at a cart from afar: then it is not looked at again.
async function look(reading, picture, tell) {
  const seen = []
  for (const [round, { side, overlap, larger }] of ROUNDS.entries()) {
    if (round && !seen.length) break
    const pieces = [...piecesOf(picture, side, overlap)]
    for (const [at, [x, y, width, height]] of pieces.entries()) {
      const part = { x: 0, y: 0, width: width * larger, height: height * larger }
      const piece = await createImageBitmap(picture, x, y, width, height, { resizeWidth: part.width, resizeHeight: part.height, resizeQuality: "high" })
      seen.push(...(await reading.look(piece, { part, hard: !round, aim: false, known: [] })))
      if (reading.state === "unreadable") throw new Error("the reader is gone")
      tell((round + (at + 1) / pieces.length) / ROUNDS.length)
    }
  }
  return seen
}

function* piecesOf({ width, height }, side, overlap) {
  for (const [y, tall] of stretches(height, side, overlap)) {
    for (const [x, wide] of stretches(width, side, overlap)) yield [x, y, wide, tall]
  }
}

function stretches(length, side, overlap) {
  if (length <= side) return [[0, length]]
  const count = Math.ceil((length - overlap) / (side - overlap))
  const step = (length - side) / (count - 1)
  return Array.from({ length: count }, (_, n) => [Math.round(n * step), side])
}

function believed(seen, pattern) {
  const fits = tagPattern(pattern)
  const again = (text) => seen.filter((code) => code.text === text).length > 1
  const different = [...new Map(seen.map((code) => [code.text, code])).values()]
  return different.filter(({ text, linear }) => !linear || again(text) || fits(text)).map(({ text, format }) => ({ text, format }))
}

async function ready(reading) {
  const settled = new Promise((resolve) => {
    reading.addEventListener("change", () => reading.state !== "loading" && resolve())
    setTimeout(resolve, LOADING)
  })
  reading.start()
  await settled
  if (reading.state !== "ready") throw new Error("the reader could not be loaded")
}
