// The loudest thing on the screen: what became of the latest scan. Every word of it stands in a template; {names} in
// them are filled, and what is marked data-when="name" or "name=value" stays only where that holds (data-unless: where not).
export class VerdictCard {
  #place
  #templates

  constructor(place, templates) {
    this.#place = place
    this.#templates = templates
  }

  show(kind, values = {}) {
    const card = this.#templates.querySelector(`template[data-card="${kind}"]`).content.cloneNode(true)
    for (const part of card.querySelectorAll("[data-when]")) if (!holds(part.dataset.when, values)) part.remove()
    for (const part of card.querySelectorAll("[data-unless]")) if (holds(part.dataset.unless, values)) part.remove()
    fill(card, values)
    this.#place.replaceChildren(card)
    this.#measure(values)
  }

  // For the bench and the budgets: from the scan to the frame in which its verdict stands on the screen.
  #measure({ scanned }) {
    if (scanned) requestAnimationFrame(() => setTimeout(() => performance.measure("scan to verdict", { start: scanned })))
  }
}

function holds(condition, values) {
  const [name, value] = condition.split("=")
  return value === undefined ? Boolean(values[name]) : values[name] === value
}

function fill(card, values) {
  const said = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) walker.currentNode.data = said(walker.currentNode.data)
  for (const element of card.querySelectorAll("[data-fill]")) {
    for (const name of element.dataset.fill.split(" ")) element.setAttribute(name, said(element.getAttribute(name)))
  }
}
