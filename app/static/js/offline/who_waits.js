// <who-waits> says at the door whose unsent work this phone keeps, by their initials. A sign-out that is owed is sent first.
import { settleLock } from "./leaving.js"
import { initialsHere } from "./people.js"
import { Phone } from "./phone.js"
import { countsByActor } from "./queue.js"
import { filled } from "./saying.js"

class WhoWaits extends HTMLElement {
  async connectedCallback() {
    settleLock().catch(() => {})
    const [counts, initials] = await Promise.all([countsByActor(new Phone()), initialsHere()]).catch(() => [[]])
    const nameless = this.querySelector("template[data-somebody]").content.textContent
    const rows = counts.map(({ actor, count }) =>
      filled(this.querySelector("template[data-owner]"), { count, initials: initials.get(actor) ?? nameless }))
    this.querySelector("ul").replaceChildren(...rows)
    this.hidden = !rows.length
  }
}

customElements.define("who-waits", WhoWaits)
