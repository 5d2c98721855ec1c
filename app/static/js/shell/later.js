// What a page does not need in order to be useful comes when it is.
function begin() {
  import("./app_update.js")
  import("../offline/freshness.js")
}

if (document.readyState === "complete") begin()
else addEventListener("load", () => setTimeout(begin), { once: true })
