// Whose turn it is in a class, what that student has already, and how far the class is.
import { said } from "../offline/saying.js"

const BESIDE = matchMedia("(width >= 768px)")

export class ClassTurns {
  now = null
  #root

  constructor(root) {
    this.#root = root
  }

  set(student) {
    this.now?.row.removeAttribute("aria-current")
    this.now = student
    student?.row.setAttribute("aria-current", "true")
    this.#inSight(student?.row)
    const place = this.#part("[data-now]")
    place.textContent = student ? said(place.dataset.words, { who: student.who }) : place.dataset.over
    for (const button of this.#root.querySelectorAll("[data-absent], [data-skip]")) button.disabled = !student
    this.#sayWhatTheyHave(student?.tags ?? [])
  }

  count(students) {
    const absent = students.filter(({ is }) => is === "absent").length
    const given = students.filter(({ is, tags }) => is !== "absent" && tags.length).length
    const place = this.#part("[data-count]")
    const words = [said(place.dataset.words, { given, wanted: students.length - absent })]
    if (absent) words.push(said(place.dataset.absentWords, { absent }))
    place.textContent = words.join(" · ")
    Object.assign(this.#part(".progress progress"), { value: given, max: students.length - absent })
  }

  // Beside the list its row; above the list, on a phone, whose turn it is: the camera stays in sight there.
  #inSight(row) {
    const seen = BESIDE.matches ? row : this.#part(".turn")
    seen?.scrollIntoView({ block: "nearest" })
  }

  // Whoever has one and is chosen all the same is given another besides: that is said before it is done.
  #sayWhatTheyHave(tags) {
    const place = this.#part("[data-besides]")
    place.hidden = !tags.length
    const { one, several } = place.dataset
    place.querySelector("[data-words]").textContent = said(tags.length > 1 ? several : one, { devices: tags.join(", ") })
  }

  #part(selector) {
    return this.#root.querySelector(selector)
  }
}
