// Words that the server wrote, filled in on the phone: {names} in the text and the attributes of what a template holds.
export function filled(template, values) {
  return worded(template.content.cloneNode(true), values)
}

// The same with nothing left for later: what nobody told is nothing. What is marked data-when="name" or "name=value" stays only
// where that holds (data-unless: where not).
export function phrased(template, values) {
  const made = template.content.cloneNode(true)
  for (const part of made.querySelectorAll("[data-when]")) if (!holds(part.dataset.when, values)) part.remove()
  for (const part of made.querySelectorAll("[data-unless]")) if (holds(part.dataset.unless, values)) part.remove()
  return worded(made, new Proxy(values, { has: () => true }))
}

function worded(made, values) {
  const walker = document.createTreeWalker(made, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.nodeType === Node.TEXT_NODE) node.data = said(node.data, values)
    else for (const attribute of node.attributes) if (attribute.value.includes("{")) attribute.value = said(attribute.value, values)
  }
  return made
}

function holds(condition, values) {
  const [name, value] = condition.split("=")
  return value === undefined ? Boolean(values[name]) : values[name] === value
}

// What is known to be nothing leaves nothing; what nobody told stays, to be filled later.
export function said(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? (values[name] ?? "") : whole))
}

// "9:14", or with its day when that is another one: by the district's clock, as the server says it, wherever the phone is.
export function when(time) {
  const at = new Date(time)
  const today = day().format(at) === day().format(new Date())
  return (today ? clock() : dated()).format(at)
}

// Making one costs a slow phone several milliseconds, and a list says many times.
const TIME = { hour: "numeric", minute: "2-digit" }
const clock = once(() => saidBy(TIME))
const dated = once(() => saidBy({ weekday: "short", day: "numeric", month: "short", ...TIME }))
const day = once(() => saidBy({ dateStyle: "short" }))

function saidBy(parts) {
  const { lang, dataset } = document.documentElement
  return new Intl.DateTimeFormat(lang, { ...parts, timeZone: dataset.zone })
}

function once(make) {
  let made = null
  return () => (made ??= make())
}
