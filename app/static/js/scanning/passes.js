// How hard to look at one picture: the middle first, all of it now and then, and turned when a linear code lies askew.
// Code 39 by its plain name also means Code 32, which turns one in ten six-figure tags into another text.
const LINEAR = ["Code128", "Code39Std", "ITF"]
const MATRIX = ["QRCode", "DataMatrix"]
const ALL = [...MATRIX, ...LINEAR]
const QUICK = { textMode: "Plain", formats: ALL, tryHarder: false, tryInvert: false, tryDownscale: false }
const HARD = { textMode: "Plain", formats: ALL, tryHarder: true }
const ASKEW = { ...QUICK, formats: LINEAR }
// A pass reads lines up to some 11° off the axes; these three bring every other angle within reach.
const TURNS = [45, 22.5, 67.5].map((degrees) => (degrees * Math.PI) / 180)
const WIDEST = 1280
const AIM = { width: 0.66, height: 0.74 }

export class Passes {
  #read
  #flat = canvas()
  #turned = canvas()
  #turn = 0

  constructor(read) {
    this.#read = read
  }

  // `known` are texts already told of: seeing only those in the middle, there is no need to look further.
  async look(picture, { part, hard, aim, known }) {
    const shrink = Math.min(1, WIDEST / Math.max(part.width, part.height))
    const [width, height] = [Math.round(part.width * shrink), Math.round(part.height * shrink)]
    fit(this.#flat, width, height).drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height)
    picture.close()
    const codes = await this.#lookStraight({ hard, aim, known })
    return (codes.length ? codes : await this.#lookTurned()).map((code) => told(code, width, height))
  }

  async #lookStraight({ hard, aim, known }) {
    if (hard || !aim) {
      const whole = await this.#pass(this.#flat, QUICK)
      return whole.length || !hard ? whole : this.#pass(this.#flat, HARD)
    }
    const middle = await this.#pass(this.#flat, QUICK, middleOf(this.#flat))
    if (middle.every((code) => known.includes(code.text))) return middle
    // Before one code is told, the rest of the picture is asked for a second: the person picks, not we.
    return merged(middle, await this.#pass(this.#flat, QUICK))
  }

  // An angle that worked is kept: the next frame will have the same.
  async #lookTurned() {
    const angle = TURNS[this.#turn]
    const { width, height } = this.#flat
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    const [w, h] = [Math.ceil(width * cos + height * sin), Math.ceil(width * sin + height * cos)]
    const context = fit(this.#turned, w, h)
    context.setTransform(cos, sin, -sin, cos, w / 2, h / 2)
    context.drawImage(this.#flat, -width / 2, -height / 2)
    const codes = await this.#pass(this.#turned, ASKEW)
    if (!codes.length) this.#turn = (this.#turn + 1) % TURNS.length
    const back = ({ x, y }) => ({
      x: (x - w / 2) * cos + (y - h / 2) * sin + width / 2,
      y: (y - h / 2) * cos - (x - w / 2) * sin + height / 2,
    })
    return codes.map((code) => ({ ...code, corners: code.corners.map(back) }))
  }

  async #pass(from, how, { x, y, width, height } = { x: 0, y: 0, width: from.width, height: from.height }) {
    const pixels = from.getContext("2d").getImageData(x, y, width, height)
    const codes = await this.#read(pixels, how)
    return codes.map(({ text, symbology, position: p }) => ({
      text,
      format: symbology,
      linear: !MATRIX.includes(symbology),
      corners: [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft].map((c) => ({ x: c.x + x, y: c.y + y })),
    }))
  }
}

function canvas() {
  const made = new OffscreenCanvas(1, 1)
  made.getContext("2d", { willReadFrequently: true })
  return made
}

function fit(onto, width, height) {
  const context = onto.getContext("2d")
  if (onto.width !== width || onto.height !== height) Object.assign(onto, { width, height })
  context.resetTransform()
  context.clearRect(0, 0, width, height)
  return context
}

function middleOf({ width, height }) {
  const [w, h] = [Math.round(width * AIM.width), Math.round(height * AIM.height)]
  return { x: (width - w) >> 1, y: (height - h) >> 1, width: w, height: h }
}

function merged(some, more) {
  return [...more, ...some.filter((code) => !more.some((other) => other.text === code.text))]
}

// Places are told as shares of the picture, so that whoever draws them need not know its size.
function told(code, width, height) {
  return { ...code, corners: code.corners.map(({ x, y }) => ({ x: x / width, y: y / height })) }
}
