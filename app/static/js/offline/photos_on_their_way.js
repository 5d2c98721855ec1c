// Sends the pictures that wait on this phone, from whatever page their owner opens where there is a network.
import { arriving } from "./arriving.js"
import { outboxOf } from "./outbox.js"
import { sendPhotos } from "./photos.js"

const person = await arriving
if (person) {
  const send = () => navigator.onLine && sendPhotos(person.uuid).catch(() => {})
  const outbox = outboxOf(person.uuid)
  outbox.addEventListener("change", () => outbox.waiting || send())
  send()
}
