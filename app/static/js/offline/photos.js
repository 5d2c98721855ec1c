// Pictures of what bears an unknown code: kept on this phone first, and sent once the office knows the sighting they are of.
// They are their owner's, like everything unsent, and go only in their session.
import { Phone } from "./phone.js"

const phone = new Phone()
const HEAVY = 1_500_000
const LONGEST = 1600
const PATIENCE = 60_000
let sending = Promise.resolve()

// Resolves when the phone holds it for good.
export async function keepPhoto({ actor, sighting, to }, file) {
  const picture = file.size > HEAVY ? await lighter(file) : file
  const bytes = await picture.arrayBuffer()
  await phone.write(["phone"], (stores) => stores.phone.put({ actor, sighting, to, type: picture.type, bytes }, keyOf(sighting)))
}

export async function isKept(sighting) {
  return Boolean(await phone.read(["phone"], (stores) => stores.phone.getKey(keyOf(sighting))))
}

// What became of each picture of theirs: [{ sighting, status, message }]. What was not heard stays. One after the other.
export function sendPhotos(actor) {
  return (sending = sending.then(() => sendAll(actor), () => sendAll(actor)))
}

async function sendAll(actor) {
  const range = IDBKeyRange.bound("photo ", "photo \uffff")
  const kept = await phone.read(["phone"], (stores) => stores.phone.getAll(range))
  const told = []
  for (const photo of kept) if (photo.actor === actor) told.push(await send(photo))
  return told
}

async function send({ actor, sighting, to, type, bytes }) {
  const { status, message } = await asked(to, { actor, sighting }, new Blob([bytes], { type }))
  // 404: the sighting itself is still on its way.
  if (status === 201 || [400, 413, 415, 422].includes(status)) await phone.write(["phone"], (stores) => stores.phone.delete(keyOf(sighting)))
  return { sighting, status, message }
}

// The words of a refusal are the server's; where there are none, ours stay.
async function asked(address, { actor, sighting }, picture) {
  const body = new FormData()
  body.set("photo", picture, "photo")
  body.set("sighting", sighting)
  body.set("actor", actor)
  try {
    const answer = await fetch(address, { method: "POST", headers: { "X-Rollcall": "1" }, body, signal: AbortSignal.timeout(PATIENCE) })
    const said = answer.ok ? {} : await answer.json().catch(() => ({}))
    return { status: answer.headers.has("X-Rollcall") ? answer.status : 0, message: said.message }
  } catch {
    return { status: 0 }
  }
}

// What cannot be read here, the server refuses in words.
async function lighter(file) {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 })
  } catch {
    return file
  }
}

function keyOf(sighting) {
  return `photo ${sighting}`
}
