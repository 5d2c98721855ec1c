// A form with data-op says an operation: its fields are the payload. A field that is there several times says several.
export function operationsSaid(form, submitter, { audit, room }) {
  const kind = form.dataset.op
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, value === "" ? null : value])
  const said = (wanted) => fields.filter(([name]) => name === wanted).map(([, value]) => value)
  if (kind === "audit.undo") return said("sighting").map((sighting) => ({ kind, payload: { audit, sighting } }))
  if (kind === "audit.finish") return [{ kind, payload: { audit } }]
  return [...insteadOf(form, audit), { kind, payload: { audit, room, ...Object.fromEntries(fields) } }]
}

// A row's way back undoes whatever makes it stand there.
export function undoing(row, operations) {
  const one = row.querySelector("[name=sighting]")
  one?.replaceWith(...operations.map((value) => Object.assign(one.cloneNode(), { value })))
  return row
}

// What was chosen afterwards takes the place of what was taken for granted before.
function insteadOf({ dataset }, audit) {
  return dataset.insteadOf ? [{ kind: "audit.undo", payload: { audit, sighting: dataset.insteadOf } }] : []
}
