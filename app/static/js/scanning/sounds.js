// What a verdict sounds and feels like: seven short figures that cannot be taken for each other, and a switch to silence them.
const SILENCED = "rollcall.silent"

// [pitch in hertz, seconds] one after the other; then what the phone's motor does, in milliseconds.
const FIGURES = {
  read: { notes: [[1400, 0.03]], shake: [] },
  here: { notes: [[880, 0.06], [1320, 0.09]], shake: [40] },
  already: { notes: [[660, 0.05]], shake: [15] },
  found: { notes: [[784, 0.07], [988, 0.07], [1319, 0.07], [1568, 0.16]], shake: [40, 40, 40, 40, 120] },
  held: { notes: [[740, 0.09], [740, 0.09]], shake: [40, 60, 40] },
  elsewhere: { notes: [[880, 0.09], [587, 0.16]], shake: [80, 60, 80] },
  other_site: { notes: [[587, 0.09], [466, 0.09], [587, 0.14]], shake: [80, 60, 80, 60, 80] },
  unregistered: { notes: [[330, 0.12], [262, 0.2]], shake: [200] },
  refused: { notes: [[196, 0.28]], shake: [300] },
}

class Sounds {
  #context = null

  constructor() {
    // Browsers keep a page silent until it is touched.
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.#wake(), { passive: true })
  }

  get on() {
    return localStorage.getItem(SILENCED) === null
  }

  set on(wanted) {
    if (wanted) localStorage.removeItem(SILENCED)
    else localStorage.setItem(SILENCED, "yes")
  }

  // `verdict` is one of /sync's, or "read" (a code was read, nothing is known yet) or "refused".
  play(verdict) {
    const { notes, shake } = FIGURES[verdict]
    if (shake.length && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shake)
    if (!this.on || this.#context?.state !== "running") return
    let at = this.#context.currentTime
    for (const [pitch, length] of notes) at = this.#note(pitch, at, length)
  }

  #wake() {
    if (!this.on) return
    this.#context ??= new AudioContext()
    if (this.#context.state !== "running") this.#context.resume()
  }

  #note(pitch, at, length) {
    const tone = new OscillatorNode(this.#context, { type: "triangle", frequency: pitch })
    const loudness = new GainNode(this.#context, { gain: 0 })
    loudness.gain.setValueAtTime(0, at)
    loudness.gain.linearRampToValueAtTime(0.25, at + 0.005)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + length)
    tone.connect(loudness).connect(this.#context.destination)
    tone.start(at)
    tone.stop(at + length)
    return at + length
  }
}

export const sounds = new Sounds()
