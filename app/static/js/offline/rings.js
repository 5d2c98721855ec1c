// Draws a ring anew, as templates/parts/drawings.html drew it.
export function paintRing(ring, done, expected) {
  const part = expected ? Math.min(100, (100 * done) / expected) : 0
  const shown = done || expected
  const text = ring.querySelector("text")
  ring.classList.toggle("whole", expected > 0 && done >= expected)
  ring.classList.toggle("untouched", !done)
  ring.querySelector(".share").toggleAttribute("hidden", !part)
  ring.querySelector(".share").setAttribute("stroke-dasharray", `${part.toFixed(1)} 100`)
  text.textContent = shown
  text.classList.toggle("long", shown > 999)
}
