// What waits on this phone, told to a person: how much of whom, and as a file that carries a queue out of the phone.

// Of everybody who has worked on this phone, who still waits for something to be sent.
export function countsByActor(phone) {
  return phone.read(["operations"], async ({ operations }) => {
    const counts = []
    const waiting = operations.index("waiting")
    for (let cursor = await waiting.openKeyCursor(); cursor; ) {
      const [actor] = cursor.key
      counts.push({ actor, count: await waiting.count(IDBKeyRange.bound([actor, 0], [actor, Infinity])) })
      cursor = await cursor.continue([actor, Infinity])
    }
    return counts
  })
}

// Whoever is given this file can hand in the work: an administrator adopts it, and the ledger names both.
export async function queueFile(shelf, actor) {
  const [waiting, { device, epoch }] = await Promise.all([shelf.waiting(), shelf.bounds()])
  const now = new Date().toISOString()
  return {
    rollcall: "queue",
    v: 1,
    device_id: device ?? null,
    actor_id: actor,
    exported_at: now,
    sent_at: now,
    server_epoch: epoch,
    operations: waiting.map(({ body, sha256 }) => ({ body, sha256 })),
  }
}
