// How a request is answered. Ours is only what bears our header: a school's guest network may answer in our place.
export async function fromKept(request, _, keeping) {
  return (await keeping.match(request.url)) ?? fetch(request)
}

export async function fromNetwork(request, { page, leads, patience }, keeping, carries) {
  const asking = fetch(request).catch(() => null)
  const answer = patience ? await Promise.race([asking, later(patience)]) : await asking
  if (answer && isOurs(answer)) return answer
  // Slow is better than empty: only a phone that carries a site has something better to show meanwhile.
  if (answer === undefined && !(await carries())) {
    const late = await asking
    if (late && isOurs(late)) return late
  }
  if (leads) return Response.redirect(leads, 302)
  return (await keeping.match(page)) ?? (await asking) ?? Response.error()
}

// Where a redirection leads, a worker is not told; the browser asks again for the place it leads to.
function isOurs({ type, headers }) {
  return type === "opaqueredirect" || headers.has("X-Rollcall")
}

function later(patience) {
  return new Promise((resolve) => setTimeout(resolve, patience))
}
