// What a row or a card says of a device: the values for its template's {braces}.
import { when } from "../offline/saying.js"

export function saidOf(asset, register) {
  if (!asset) return {}
  const { id, tag, serial, model, state, slot, held, last_seen } = asset
  const seen_in = last_seen?.room ?? ""
  return {
    id, model, state, held, slot,
    tag: tag ?? serial ?? "–",
    code: tag ?? serial ?? id,
    cart: register?.asset(asset.cart)?.tag ?? "",
    belongs: register?.room(asset.room)?.name ?? register?.asset(asset.cart)?.tag ?? "",
    seen_when: last_seen ? when(last_seen.at) : "",
    seen_in,
    seen_anywhere: last_seen && !seen_in,
    never_seen: register && !last_seen,
    of_a_student: !register || register.mayBeAStudents(asset) ? "yes" : "",
  }
}

// Of an entry of a count: the device, or the code where none is known by it, and the sighting that is shown.
export function saidOfEntry({ asset, code, sights, absences }, register) {
  const shown = sights[0] ?? absences.at(-1) ?? {}
  return {
    ...saidOf(asset, register),
    ...(asset ? {} : { tag: code, code }),
    site: shown.site,
    belongs: shown.belongs ?? saidOf(asset, register).belongs,
    op: shown.op_id,
    reason: absences.at(-1)?.reason,
    method: shown.method,
    time: shown.at ? when(shown.at) : "",
    waiting: [...sights, ...absences].some(({ waiting }) => waiting),
  }
}
