// <site-picker> narrows a long list of sites to what is typed, ticks a whole region at once, and says how many are ticked.
import { said } from "../offline/saying.js"

class SitePicker extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", ({ target }) => target.matches("[data-find]") && this.#narrow(target.value))
    this.addEventListener("change", ({ target }) => this.#changed(target))
    this.addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches("[data-find]") && event.preventDefault())
    this.#say()
  }

  #narrow(words) {
    const wanted = words.trim().toLowerCase()
    for (const region of this.#regions) {
      const sites = [...region.querySelectorAll(".sites .tick")]
      for (const site of sites) site.hidden = !site.textContent.toLowerCase().includes(wanted)
      region.hidden = sites.every(({ hidden }) => hidden)
    }
    this.#say()
  }

  #changed(box) {
    const region = box.matches("[data-all]") && box.closest("[data-region]")
    if (region) for (const each of this.#shown(region)) each.checked = box.checked
    this.#say()
  }

  #say() {
    for (const region of this.#regions) {
      const boxes = this.#shown(region)
      const picked = boxes.filter(({ checked }) => checked).length
      const all = region.querySelector("[data-all]")
      all.checked = picked > 0 && picked === boxes.length
      all.indeterminate = picked > 0 && !all.checked
    }
    const boxes = [...this.querySelectorAll("[name=site]")]
    const line = this.querySelector("[data-count]")
    line.textContent = said(line.dataset.words, { picked: boxes.filter(({ checked }) => checked).length, all: boxes.length })
  }

  #shown(region) {
    return [...region.querySelectorAll(".sites .tick:not([hidden]) input")]
  }

  get #regions() {
    return this.querySelectorAll("[data-region]")
  }
}

customElements.define("site-picker", SitePicker)
