// What the server wrote into a template, with {names} filled in. What is marked data-when="name" or "name=value" stays only
// where that holds (data-unless: where not).
export function phrased(template, values) {
  const made = template.content.cloneNode(true)
  for (const part of made.querySelectorAll("[data-when]")) if (!holds(part.dataset.when, values)) part.remove()
  for (const part of made.querySelectorAll("[data-unless]")) if (holds(part.dataset.unless, values)) part.remove()
  const said = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
  const walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.nodeType === Node.TEXT_NODE) node.data = said(node.data)
    else for (const attribute of node.attributes) if (attribute.value.includes("{")) attribute.value = said(attribute.value)
  }
  return made
}

function holds(condition, values) {
  const [name, value] = condition.split("=")
  return value === undefined ? Boolean(values[name]) : values[name] === value
}
