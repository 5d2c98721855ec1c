// A link with data-bring brings that code to the desk: by a tap alone, for an address that does something would do it unasked.
import { bring } from "./brought.js"

document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[data-bring]")
  if (link) bring(link.dataset.bring)
})
