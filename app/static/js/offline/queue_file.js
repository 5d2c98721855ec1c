// A queue leaves the phone as a file: for an administrator to adopt, or because the phone can keep no more.
import { queueFile } from "./queue.js"
import { Shelf } from "./shelf.js"

export async function saveQueue(phone, actor) {
  const held = await queueFile(new Shelf(phone, actor), actor)
  const file = new Blob([JSON.stringify(held, null, 1)], { type: "application/json" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = `rollcall-${held.exported_at.slice(0, 16).replace(/\D/g, "")}-${actor.slice(-4)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
