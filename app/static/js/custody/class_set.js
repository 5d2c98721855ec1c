// <class-set> gives device after device down a class's list: a scan is taken at once for whose turn it is, and the turn goes on
// while it is looked up and kept. A badge, a name or a tap chooses another student. What fails comes back to its student.
import { said } from "../offline/saying.js"
import { sounds } from "../scanning/sounds.js"
import { meant, Student } from "./class_students.js"
import { ClassTurns } from "./class_turns.js"
import { Deeds } from "./deeds.js"
import { LastGiven } from "./last_given.js"
import { Meanings } from "./meanings.js"

const OPEN = ["open", "trouble"]

class ClassSet extends HTMLElement {
  #life
  #deeds = new Deeds()
  #meanings
  #students
  #last
  #turn
  #turns
  #undone = new Map()

  connectedCallback() {
    this.#life = new AbortController()
    const { signal } = this.#life
    this.#meanings = new Meanings(this.dataset.meaning)
    this.#students = [...this.querySelectorAll(".student")].map((row) => new Student(row, this))
    this.#turns = new ClassTurns(this)
    this.#last = new LastGiven(this.querySelector("[data-last-given]"))
    this.addEventListener("scanned", ({ detail }) => this.#scanned(detail), { signal })
    this.addEventListener("click", ({ target }) => this.#pressed(target), { signal })
    for (const [event, heard] of [["offline", false], ["online", true]]) addEventListener(event, () => this.#hear(heard), { signal })
    addEventListener("beforeunload", (event) => this.querySelector("[data-unheard]").hidden || event.preventDefault(), { signal })
    this.#turn = this.#deeds.begin((answer) => this.#answered(answer), signal).then((did) => this.#remember(did))
    this.#hear(navigator.onLine)
    this.#goOn(null)
  }

  disconnectedCallback() {
    this.#life.abort()
  }

  async #remember(did) {
    const undone = did.filter(({ kind }) => kind === "custody.undo").map(({ payload }) => payload.operation)
    for (const operation of did.filter(({ op_id }) => !undone.includes(op_id))) for (const student of this.#students) student.bring(operation)
    this.#count()
    await this.#meanings.remember(did)
  }

  #scanned({ text, at, method }) {
    const student = meant(this.#students, text, method)
    if (student) return this.#jump(student)
    const now = this.#turns.now
    if (!now) return this.#refuse("over")
    sounds.play("read")
    const asked = this.#meanings.ask(text)
    now.mark("taking", text)
    this.#goOn(now)
    this.#inTurn(now, async () => this.#give(now, this.#meanings.settled(text, await asked), at))
  }

  async #give(student, meaning, at) {
    this.#hear(!meaning.carried)
    if (this.#students.some((each) => each.has(meaning))) return this.#again(student)
    const why = student.hindrance(meaning)
    if (why) return this.#fail(student, why, meaning)
    if (meaning.held && meaning.holder === student.person) return this.#again(student, meaning.tag)
    student.give(await this.#deeds.checkOut(meaning, { id: student.person }, at), meaning)
    this.#meanings.change(meaning, true)
    sounds.play("here")
    this.#last.show(student)
    this.#count()
  }

  // The device that was given a moment ago is still before the camera, or it is theirs already.
  #again(student, theirs = null) {
    sounds.play("already")
    student.settle(theirs)
    if (OPEN.includes(student.is) && !this.#taking) this.#set(student)
    this.#count()
  }

  async #undo(student) {
    const deed = student.last
    if (!deed) return
    const { op_id } = await this.#deeds.undo(deed.operation)
    this.#undone.set(op_id, student)
    this.#meanings.change(deed.meaning, false)
    this.querySelector("code-scanner").forget(deed.meaning.code)
    student.takeBack()
    student.settle()
    this.#last.forget(deed)
    if (student.tags.length) this.#count()
    else this.#jump(student)
  }

  async #note(condition) {
    const { student, deed } = this.#last
    await this.#deeds.noteCondition(deed.operation, condition)
    deed.condition = condition
    if (student.last) student.settle()
    this.#last.press()
  }

  #answered({ operation, result }) {
    this.#meanings.hear(result)
    if (result.outcome !== "deferred") this.#hear(true)
    if (!["applied", "conflict", "rejected"].includes(result.outcome)) return
    const before = this.#undone.get(operation.op_id)
    if (before && result.outcome !== "applied") return this.#fail(before, null, {}, result.message)
    const student = this.#students.find((each) => each.deedOf(operation.op_id))
    if (!student) return
    const deed = student.deedOf(operation.op_id)
    deed.state = "given"
    if (result.outcome !== "applied") return this.#failed(student, deed, result.message)
    if (student.last === deed && student.is === "kept") student.settle()
  }

  #pressed(target) {
    const student = this.#students.find(({ row }) => row.contains(target))
    const condition = target.closest("[data-condition]")
    if (condition) this.#inTurn(this.#last.student, () => this.#note(condition.dataset.condition))
    if (student && target.closest("[data-jump]")) this.#jump(student)
    if (student && target.closest("[data-undo]")) this.#inTurn(student, () => this.#undo(student))
    if (target.closest("[data-absent]") && this.#turns.now) this.#absent(this.#turns.now)
    if (target.closest("[data-skip]") && this.#turns.now) this.#goOn(this.#turns.now)
  }

  // Whoever is absent and tapped is here after all.
  #jump(student) {
    if (student.is === "absent") student.settle()
    if (student.last) this.#last.show(student)
    this.#set(student)
  }

  #absent(student) {
    student.mark("absent", "")
    this.#goOn(student)
  }

  // To the next on the list who has none, and from its end to those who were passed over.
  #goOn(from) {
    const after = this.#students.indexOf(from) + 1
    const wants = (student) => OPEN.includes(student.is) && !student.tags.length
    const others = [...this.#students.slice(after), ...this.#students.slice(0, after)].filter((student) => student !== from)
    this.#set(others.find(wants) ?? (from && wants(from) ? from : null))
  }

  #set(student) {
    this.#turns.set(student)
    this.#count()
  }

  #failed(student, deed, message) {
    student.takeBack(deed)
    this.#last.forget(deed)
    this.#fail(student, null, {}, message)
  }

  // Its student's turn comes again at once, unless the next one's device is already on its way.
  #fail(student, why, meaning, message = null) {
    sounds.play("refused")
    student.mark("trouble", message ?? said(this.#words(why), meaning))
    if (!this.#taking) this.#set(student)
    this.#count()
  }

  #refuse(why) {
    sounds.play("refused")
    this.querySelector("[data-said]").textContent = this.#words(why)
  }

  #inTurn(student, deed) {
    this.#turn = this.#turn.then(deed).catch((fault) => this.#fail(student, fault.reason ?? "unkept", {}))
  }

  // Without a signal all goes on, as long as the page with its names is open.
  #hear(heard) {
    this.querySelector("[data-unheard]").hidden = heard
  }

  #count() {
    this.#turns.count(this.#students)
  }

  #words(why) {
    return this.querySelector(`template[data-why="${why}"]`).content.textContent
  }

  get #taking() {
    return this.#students.some(({ is }) => is === "taking")
  }
}

customElements.define("class-set", ClassSet)
