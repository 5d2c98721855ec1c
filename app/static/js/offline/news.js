// What one page or the worker did, the others hear, so that what they show stays what the phone holds.
const NAME = "rollcall.outbox"

// Gives a way to tell; `hear` gets what others tell: { actor, answered: [{ operation, result }], trouble? }.
export function newsroom(hear = () => {}) {
  if (!globalThis.BroadcastChannel) return () => {}
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener("message", ({ data }) => hear(data))
  return (news) => channel.postMessage(news)
}
