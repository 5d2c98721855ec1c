// a[data-brings] opens the desk with what it is about in hand, as if that had been scanned there.
import { bring } from "./brought.js"

addEventListener("click", ({ target }) => {
  const link = target.closest("a[data-brings]")
  if (link) bring(link.dataset.brings)
})
