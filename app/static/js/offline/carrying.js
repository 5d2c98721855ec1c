// As of when a page that the phone keeps is true, or that it carries nothing: templates/offline/_no_signal.html, filled in.
import { said, when } from "./saying.js"

export function sayCarrying(page, snapshot) {
  page.querySelector("[data-carrying]").hidden = !snapshot
  page.querySelector("[data-carrying-nothing]").hidden = Boolean(snapshot)
  if (!snapshot) return
  const words = page.querySelector("[data-carrying] [data-words]")
  words.textContent = said(words.dataset.words, { when: when(snapshot.fetched_at) })
  page.querySelector("[data-site]").textContent = snapshot.site.name
}
