// What the worker answers, and how: the first rule whose address fits. Only what is got comes here, never what is sent;
// what no rule fits goes its way as if there were no worker.
const SLOW = 3000

export const RULES = [
  { path: /^\/static\//, how: "kept" },

  // Walking a school: whoever waits in a corridor gets the page that the phone keeps.
  { path: /^\/(rooms|mine)?$/, how: "network", page: "/offline/rooms", patience: SLOW },
  { path: /^\/rooms\/[^/]+\/count$/, how: "network", page: "/offline/count", patience: SLOW },
  { path: /^\/scan$/, how: "network", page: "/offline/scan", patience: SLOW },
  { path: /^\/carts$/, how: "network", page: "/offline/carts", patience: SLOW },
  { path: /^\/carts\/[^/]+$/, how: "network", page: "/offline/cart", patience: SLOW },
  { path: /^\/(checkout|checkin|replace)$/, how: "network", page: "/offline/desk", patience: SLOW },
  { path: /^\/queue$/, how: "network", page: "/offline/queue", patience: SLOW },
  { path: /^\/more$/, how: "network", page: "/offline/more", patience: SLOW },
  { path: /^\/offline\/(rooms|count|scan|carts?|desk|queue|more)$/, how: "network", page: "/offline/$1", patience: SLOW },

  // What the codes on doors and devices point at leads there, too, and so do their own pages.
  { path: /^\/r\/([^/]+)$/, how: "network", leads: "/rooms/$1/count" },
  { path: /^\/rooms\/[0-9a-f-]{36}\/next$/, how: "network", leads: "/rooms" },
  { path: /^\/rooms\/([0-9a-f-]{36})$/, how: "network", leads: "/rooms/$1/count" },
  { path: /^\/t\/([^/]+)$/, how: "network", leads: "/scan?code=$1" },
  { path: /^\/assets\/([0-9a-f-]{36})$/, how: "network", leads: "/scan?code=$1" },

  // A file that is made for the asking may take its time, and nothing stands in for it.
  { path: /\.(csv|xlsx|pdf|json)$/, how: "untouched" },
  { path: /^\/.*$/, how: "network", page: "/offline" },
]

export function ruleFor(request) {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("HX-Request")) return null
  const rule = RULES.find(({ path }) => path.test(pathname))
  if (rule.how === "kept") return rule
  if (rule.how === "untouched" || request.mode !== "navigate") return null
  const [page, leads] = [rule.page, rule.leads].map((place) => place && pathname.replace(rule.path, place))
  return { ...rule, page, leads }
}
