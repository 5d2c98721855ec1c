// What the scanner says: one state at a time, in words the server wrote, with the ways on from there.
export class Panel {
  #root
  #words
  #shown = null

  constructor(root, act, signal) {
    this.#root = root
    this.#words = root.querySelector(".words")
    root.querySelector(".ways").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-way]")
      if (button) act(button.dataset.way)
    }, { signal })
  }

  show(state, values = {}) {
    const key = JSON.stringify([state, values])
    if (key === this.#shown) return
    this.#shown = key
    const focused = this.#root.querySelector(".ways").contains(document.activeElement)
    this.#root.dataset.state = state
    for (const part of this.#root.querySelectorAll(".finder [data-in]")) {
      part.toggleAttribute("hidden", !part.dataset.in.split(" ").includes(state))
    }
    this.#words.textContent = this.#said(state).replace(/\{(\w+)\}/g, (_, name) => values[name])
    // The button that was pressed may be gone now: the keyboard goes on from the next way, or from the finder.
    if (focused) (this.#root.querySelector(".ways [data-way]:not([hidden])") ?? this.#root.querySelector(".finder")).focus()
  }

  #said(state) {
    const words = this.#root.querySelector("template[data-words]").content
    const fitting = [`${state}-${platform()}`, state]
    return fitting.map((name) => words.querySelector(`[data-for="${name}"]`)).find(Boolean)?.textContent.trim() ?? ""
  }
}

function platform() {
  const { userAgent, maxTouchPoints } = navigator
  if (/Android/.test(userAgent)) return "android"
  // An iPad says it is a Mac; a Mac has no touch screen.
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1) ? "apple" : "computer"
}
