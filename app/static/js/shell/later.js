// What a page does not need in order to be useful comes when it is.
const ELEMENTS = { "fresh-rooms": "fresh_rooms", "offline-readiness": "readiness" }

function begin() {
  for (const [element, name] of Object.entries(ELEMENTS)) {
    if (document.querySelector(element)) import(`../offline/${name}.js`)
  }
  import("./app_update.js")
  import("../offline/freshness.js")
  if (!document.querySelector("unsent-pill")) return
  for (const name of ["unsent_pill", "still_there", "photos_on_their_way"]) import(`../offline/${name}.js`)
}

if (document.readyState === "complete") begin()
else addEventListener("load", () => setTimeout(begin), { once: true })
