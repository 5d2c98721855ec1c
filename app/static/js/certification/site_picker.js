// <site-picker> narrows a long list of sites to what is typed, ticks a whole region at once, and says how many are ticked.
class SitePicker extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", event => event.target.matches("[data-find]") && this.#narrow(event.target.value))
    this.addEventListener("change", event => this.#changed(event.target))
    this.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("[data-find]")) event.preventDefault()
    })
    this.#say()
  }

  #narrow(words) {
    const wanted = words.trim().toLowerCase()
    for (const region of this.#regions) {
      const sites = [...region.querySelectorAll(".sites .tick")]
      sites.forEach(site => { site.hidden = !site.textContent.toLowerCase().includes(wanted) })
      region.hidden = sites.every(site => site.hidden)
    }
    this.#say()
  }

  #changed(box) {
    if (box.matches("[data-all]")) this.#shown(box.closest("[data-region]")).forEach(each => { each.checked = box.checked })
    this.#say()
  }

  #say() {
    for (const region of this.#regions) {
      const boxes = this.#shown(region)
      const picked = boxes.filter(box => box.checked).length
      const all = region.querySelector("[data-all]")
      all.checked = picked > 0 && picked === boxes.length
      all.indeterminate = picked > 0 && !all.checked
    }
    const boxes = [...this.querySelectorAll("[name=site]")]
    const line = this.querySelector("[data-count]")
    line.textContent = line.dataset.words
      .replace("{picked}", boxes.filter(box => box.checked).length).replace("{all}", boxes.length)
  }

  #shown(region) {
    return [...region.querySelectorAll(".sites .tick:not([hidden]) input")]
  }

  get #regions() {
    return this.querySelectorAll("[data-region]")
  }
}

customElements.define("site-picker", SitePicker)
