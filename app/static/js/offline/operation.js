// What somebody did, frozen as text the moment it was done. Its name and its hash alone say whether it is news.
const VERSION = 1

export async function freeze({ op_id, device, seq, actor, kind, at, baseVersion = null, payload }) {
  const body = JSON.stringify({
    op_id,
    v: VERSION,
    device_id: device,
    seq,
    actor_id: actor,
    kind,
    captured_at: at.toISOString(),
    base_version: baseVersion,
    payload,
  })
  return { op_id, actor, seq, kind, payload, at: at.toISOString(), body, sha256: await sha256(body) }
}

// A name that grows with time: 48 bits of milliseconds, then chance.
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(now / 0x10000))
  view.setUint16(4, now % 0x10000)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

async function sha256(text) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
