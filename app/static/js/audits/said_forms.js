// A form with data-op says an operation: its fields are the payload. A field that is there several times says several.
export function operationsSaid(form, submitter, { audit, room }) {
  const kind = form.dataset.op
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, value === "" ? null : value])
  if (kind === "audit.undo") return fields.map(([, sighting]) => ({ kind, payload: { audit, sighting } }))
  if (kind === "audit.finish") return [{ kind, payload: { audit } }]
  return [...insteadOf(form, audit), { kind, payload: { audit, room, ...Object.fromEntries(fields) } }]
}

// What was chosen afterwards takes the place of what was taken for granted before.
function insteadOf({ dataset }, audit) {
  return dataset.insteadOf ? [{ kind: "audit.undo", payload: { audit, sighting: dataset.insteadOf } }] : []
}
