// What every page does first: a sign-out that is owed is sent, then the person whom the server named is remembered.
// `arriving` resolves to whoever is here, or to null: nobody, or somebody who has left.
import { owed, settleLock } from "./leaving.js"
import { currentPerson, onThisPage, remember } from "./people.js"

const DOOR = "/sign-in"
const HERE = "rollcall.here"

export const arriving = arrive()

// One channel for a page: what it says itself, it does not hear.
export const whoIsHere = new BroadcastChannel("rollcall.people")

async function arrive() {
  const told = onThisPage()
  try {
    const lock = await owed()
    if (lock && (await settleLock()) && told?.uuid === lock.who) return leave()
    if (lock && told?.uuid === lock.who) return null
    if (!told) return await currentPerson()
    await remember(told)
    confirmHere(told.uuid)
  } catch {
    // A browser that keeps nothing has nobody else's work either: the page says so when something has to be kept.
  }
  return told
}

// In this window they said that it is they; a window that is opened anew asks again.
export function confirmHere(uuid) {
  sessionStorage.setItem(HERE, uuid)
}

export function confirmedHere(uuid) {
  return sessionStorage.getItem(HERE) === uuid
}

function leave() {
  location.replace(DOOR)
  return null
}
