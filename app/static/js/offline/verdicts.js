// What a code that was read in a room means, in one word: decided without a network as app/domain/audits/judging.py
// decides it on the server. tests/browser/offline compares the two. Another school's devices are not carried: they are
// "unregistered" here until the office says more.
import { lookUpKey } from "../scanning/codes.js"

// The first verdict that fits. `count` is what this count has seen so far, `register` what the phone carries.
export function judge({ code, method, chosen = null, at }, count, register) {
  const { asset, several } = choose({ code, method, chosen }, count.room, register)
  if (!asset) return { verdict: count.sawCode(lookUpKey(code)) ? "already" : "unregistered", asset, several }
  const comesBack = register.isMissing(asset) && !(asset.reported_at && at < asset.reported_at)
  if (comesBack) return { verdict: "found", asset, several, comesBack }
  if (count.saw(asset.id)) return { verdict: "already", asset, several }
  return { verdict: placed(asset, count.room, register), asset, several }
}

// The device a code means, or none where several bear it and only a person can tell.
export function choose({ code, method, chosen = null }, roomId, register) {
  const meant = register.meant(code)
  // What bears no code that could be read is named by the person who stands before it.
  if (!meant.length) return { asset: method === "seen" && chosen ? register.asset(chosen) : null, several: false, meant }
  if (meant.length === 1) return { asset: meant[0], several: false, meant }
  const here = meant.filter(({ id }) => register.expects(roomId, id))
  const asset = meant.find(({ id }) => id === chosen) ?? (here.length === 1 ? here[0] : null)
  return { asset, several: true, meant }
}

function placed({ id, room, state }, roomId, register) {
  if (room === roomId || register.expects(roomId, id)) return "here"
  return state === "checked_out" ? "held" : "elsewhere"
}
