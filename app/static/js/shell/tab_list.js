// <tab-list> shows one panel at a time; arrow keys walk the tabs. It emits "chosen" with the panel's id.
class TabList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", event => this.choose(event.target.closest("[role=tab]")))
    this.addEventListener("keydown", event => this.#walk(event))
    this.choose(this.querySelector("[aria-selected=true]") ?? this.#tabs[0])
  }

  choose(chosen) {
    if (!chosen) return
    for (const tab of this.#tabs) {
      const here = tab === chosen
      tab.ariaSelected = String(here)
      tab.tabIndex = here ? 0 : -1
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !here
    }
    this.dispatchEvent(new CustomEvent("chosen", { detail: { panel: chosen.getAttribute("aria-controls") }, bubbles: true }))
  }

  #walk(event) {
    const tabs = this.#tabs
    const at = tabs.indexOf(document.activeElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const tab = tabs.at(next % tabs.length)
    tab.focus()
    this.choose(tab)
  }

  get #tabs() {
    return [...this.querySelectorAll("[role=tab]")]
  }
}

customElements.define("tab-list", TabList)
