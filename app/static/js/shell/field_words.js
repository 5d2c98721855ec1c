// What is wrong with a field is said in the page's own words beside it: the browser's bubbles speak the browser's language.
import { said } from "../offline/saying.js"

const REASONS = ["valueMissing", "badInput", "typeMismatch", "patternMismatch", "rangeUnderflow", "rangeOverflow", "stepMismatch", "tooShort", "tooLong"]
const KINDS = { radio: "choice", "select-one": "choice", checkbox: "tick", file: "file", number: "number", email: "email", date: "date" }
const told = new WeakMap()

document.addEventListener("invalid", (event) => {
  event.preventDefault()
  tell(event.target)
}, true)
for (const type of ["input", "change"]) document.addEventListener(type, ({ target }) => told.has(target) && again(target), true)
document.addEventListener("reset", ({ target }) => [...target.elements].forEach(forget), true)

function tell(field) {
  const first = [...field.form?.elements ?? [field]].find((one) => one.willValidate && !one.validity.valid)
  if (first === field) field.focus()
  // One of a group of choices speaks for all of them.
  if (field.type === "radio" && first !== field) return
  const words = wordsFor(field)
  const line = told.get(field) ?? lineFor(field)
  told.set(field, line)
  line.querySelector("span").textContent = words
  field.setAttribute("aria-invalid", "true")
}

function again(field) {
  if (field.validity.valid) forget(field)
  else told.get(field).querySelector("span").textContent = wordsFor(field)
}

function forget(field) {
  const line = told.get(field)
  if (!line) return
  told.delete(field)
  field.removeAttribute("aria-invalid")
  const others = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== line.id)
  if (others.length) field.setAttribute("aria-describedby", others.join(" "))
  else field.removeAttribute("aria-describedby")
  line.remove()
}

// What the server had said of the field gives way.
function lineFor(field) {
  const place = field.closest(".field") ?? field.closest(".tick, .search") ?? field
  place.querySelector(":scope > .wrong")?.remove()
  const line = document.querySelector("#field-words").content.firstElementChild.cloneNode(true)
  line.id = `${field.id || field.name}-wrong`
  if (place.matches(".field")) place.append(line)
  else (place === field ? field.form ?? field : place).after(line)
  const described = field.getAttribute("aria-describedby")
  field.setAttribute("aria-describedby", [described, line.id].filter(Boolean).join(" "))
  return line
}

function wordsFor(field) {
  if (field.validity.customError) return field.validationMessage
  const reason = REASONS.find((one) => field.validity[one])
  const kind = KINDS[field.type]
  const word = document.querySelector(`[data-field-word="${reason}-${kind}"]`) ?? document.querySelector(`[data-field-word="${reason}"]`)
  const { step, minLength, maxLength } = field
  return said(word.content.textContent, { min: limit(field, "min"), max: limit(field, "max"), step, minLength, maxLength })
}

function limit(field, name) {
  if (field.type !== "date" || !field[name]) return field[name]
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(field[name]))
}
