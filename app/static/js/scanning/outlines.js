// What is drawn over the video: a line round every code that was read, and a button where the person has to choose.
const LINGER = 500
const APART = 8
const AROUND = 10
const WORDS_WIDE = 104
const SVG = "http://www.w3.org/2000/svg"

export class Outlines {
  #marks
  #choices
  #template
  #drawn = new Map()
  #offered = new Map()

  constructor(root, pick, signal) {
    this.#marks = root.querySelector(".marks")
    this.#choices = root.querySelector(".choices")
    this.#template = root.querySelector("template[data-choice]")
    this.#choices.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (button && button.ariaDisabled !== "true") pick(button.dataset.text)
    }, { signal })
  }

  // While a finger or the keyboard is on a choice, it stays where it is.
  get held() {
    return Boolean(this.#offered.size && this.#choices.querySelector(":active, :focus-visible"))
  }

  draw(codes, now) {
    for (const { text, corners } of codes) {
      const line = this.#drawn.get(text)?.line ?? this.#marks.appendChild(document.createElementNS(SVG, "polygon"))
      line.setAttribute("points", corners.map(({ x, y }) => `${x * 100},${y * 100}`).join(" "))
      this.#drawn.set(text, { line, now })
    }
    for (const [text, { line, now: then }] of this.#drawn) {
      if (now - then <= LINGER) continue
      line.remove()
      this.#drawn.delete(text)
    }
  }

  offer(codes) {
    for (const [text, button] of this.#offered) {
      if (codes.some((code) => code.text === text)) continue
      button.remove()
      this.#offered.delete(text)
    }
    for (const code of codes) this.#button(code).ariaDisabled = String(code.told)
    if (codes.length && !this.held) this.#place(codes)
  }

  clear() {
    this.draw([], Infinity)
    this.offer([])
  }

  #button({ text }) {
    if (this.#offered.has(text)) return this.#offered.get(text)
    const button = this.#template.content.firstElementChild.cloneNode(true)
    button.dataset.text = text
    button.querySelector("[data-slot=text]").textContent = text
    this.#offered.set(text, this.#choices.appendChild(button))
    return button
  }

  #place(codes) {
    const { clientWidth: width, clientHeight: height } = this.#choices
    const tap = parseFloat(getComputedStyle(this.#choices).getPropertyValue("--tap")) || 44
    const boxes = codes.map((code) => ({ text: code.text, ...box(code.corners, width, height, tap) }))
    for (const { text, left, top, wide, high } of spread(boxes, height, tap)) {
      const { style } = this.#offered.get(text)
      Object.assign(style, { translate: `${left}px ${top}px`, inlineSize: `${wide}px`, blockSize: `${high}px` })
    }
  }
}

function box(corners, width, height, tap) {
  const [xs, ys] = [corners.map(({ x }) => x * width), corners.map(({ y }) => y * height)]
  const wide = Math.min(width, Math.max(WORDS_WIDE, Math.max(...xs) - Math.min(...xs) + 2 * AROUND))
  const high = Math.min(height, Math.max(tap, Math.max(...ys) - Math.min(...ys) + 2 * AROUND))
  const left = (Math.max(...xs) + Math.min(...xs) - wide) / 2
  const top = (Math.max(...ys) + Math.min(...ys) - high) / 2
  return { left: within(left, width - wide), top: within(top, height - high), wide, high }
}

// Two stickers one above the other are thinner than a finger: their buttons are moved apart.
function spread(boxes, height, tap) {
  if (!boxes.some((one) => boxes.some((other) => one !== other && crossed(one, other)))) return boxes
  const thin = boxes.map((one) => ({ ...one, top: one.top + (one.high - tap) / 2, high: tap }))
  const placed = []
  for (const one of thin.sort((a, b) => a.top - b.top)) {
    const above = placed.filter((other) => beside(one, other))
    const top = Math.max(one.top, ...above.map((other) => other.top + other.high + APART))
    placed.push({ ...one, top })
  }
  const over = Math.max(0, ...placed.map((one) => one.top + one.high - height))
  return placed.map((one) => ({ ...one, top: one.top - over }))
}

function crossed(one, other) {
  return beside(one, other) && one.top < other.top + other.high + APART && other.top < one.top + one.high + APART
}

function beside(one, other) {
  return one.left < other.left + other.wide && other.left < one.left + one.wide
}

function within(value, most) {
  return Math.max(0, Math.min(value, most))
}
