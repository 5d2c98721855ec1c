// One room's count as this phone knows it: what is expected, and what was said of it since. It begins with what the
// register expects or with what the office drew last, and hears this phone's own operations one by one.
const SEEN = ["here", "found"]
const OFF = ["elsewhere", "held", "other_site", "unregistered"]

export class LocalCount {
  finished = null
  #entries = new Map()
  #newest = 0

  constructor({ audit, room }) {
    this.audit = audit
    this.room = room
  }

  expect(assets) {
    for (const asset of assets) this.#entry(asset.id, { asset }).expected = true
    return this
  }

  // It is lost again.
  unexpect(assetId) {
    const entry = this.#entries.get(assetId)
    if (entry) entry.expected = false
  }

  // A row of the office's own drawing: { key, asset, code, list, operations, reason, row }.
  include({ key, list, operations, reason, ...drawn }) {
    const entry = this.#entry(key, drawn)
    entry.order -= Number.MAX_SAFE_INTEGER / 2
    if (["missing", "absent", "here"].includes(list)) entry.expected = true
    if (list === "absent") entry.absences = operations.map((op_id) => ({ op_id, reason }))
    else entry.sights = operations.map((op_id) => ({ op_id, verdict: list }))
  }

  saw(assetId) {
    return Boolean(this.#entries.get(assetId)?.sights.length)
  }

  sawCode(key) {
    return this.saw(`code ${key}`)
  }

  // Whatever a sighting still counts for.
  holding(opId) {
    return [...this.#entries.values()].find(({ sights }) => sights.some(({ op_id }) => op_id === opId))
  }

  // What was seen: with the verdict it got, and `key` of the code where no device is known by it.
  sight({ op_id, payload, at, outcome }, { verdict, asset, key, ...more }) {
    const entry = this.#entry(asset?.id ?? `code ${key}`, { asset, code: payload.code })
    if (entry.sights.some((sight) => sight.op_id === op_id)) return
    if (!entry.sights.length) entry.order = ++this.#newest
    entry.row = null
    entry.sights.push({ op_id, verdict, at, method: payload.method, waiting: !outcome, code: payload.code, ...more })
  }

  explain({ op_id, payload, outcome }, asset) {
    const entry = this.#entry(payload.asset, { asset })
    if (entry.absences.some((absence) => absence.op_id === op_id)) return
    entry.row = null
    entry.absences.push({ op_id, reason: payload.reason, waiting: !outcome })
  }

  // Whoever saw it again was told "already"; theirs is now the sighting that says what it is. Gives what was undone.
  undo(opId) {
    for (const entry of this.#entries.values()) {
      const said = [...entry.sights, ...entry.absences].find(({ op_id }) => op_id === opId)
      if (!said) continue
      entry.row = null
      entry.absences = entry.absences.filter((absence) => absence !== said)
      entry.sights = entry.sights.filter((sight) => sight !== said)
      bequeath(said, entry)
      return { ...said, asset: entry.asset }
    }
    return null
  }

  sightsOf(assetId) {
    return this.#entries.get(assetId)?.sights ?? []
  }

  // Each list by its name, as it is shown.
  get lists() {
    const lists = Object.fromEntries(["missing", "absent", "seen", ...OFF, "unjudged"].map((name) => [name, []]))
    const told = [...this.#entries.values()].map(shown)
    for (const entry of told) if (entry.list) lists[SEEN.includes(entry.list) ? "seen" : entry.list].push(entry)
    const byTag = (one, other) => (tagOf(one) < tagOf(other) ? -1 : 1)
    for (const name of ["missing", "absent"]) lists[name].sort(byTag)
    for (const name of OFF) lists[name].sort((one, other) => one.order - other.order)
    lists.seen.sort((one, other) => (other.order > 0 || one.order > 0 ? other.order - one.order : one.order - other.order))
    return lists
  }

  get numbers() {
    const expected = [...this.#entries.values()].filter(isExpected)
    const { missing, absent, seen, ...off } = this.lists
    return {
      expected: expected.length,
      counted: expected.filter(({ sights }) => sights.length).length,
      missing: missing.length,
      absent: absent.length,
      seen: seen.length,
      found: seen.filter(({ list }) => list === "found").length,
      unjudged: off.unjudged.length,
      ...Object.fromEntries(OFF.map((name) => [name, off[name].length])),
    }
  }

  #entry(key, { asset = null, code = null, row = null }) {
    if (!this.#entries.has(key)) {
      const order = this.#entries.size + 1
      this.#entries.set(key, { key, asset, code, row, order, expected: false, sights: [], absences: [] })
      this.#newest = Math.max(this.#newest, order)
    }
    return this.#entries.get(key)
  }
}

// Who saw before it was reported lost has found nothing.
function bequeath({ verdict }, { sights, asset }) {
  const again = sights.filter((sight) => sight.verdict === "already")
  const heir = again.reduce((last, sight) => (!last || sight.at >= last.at ? sight : last), null)
  if (!heir || !verdict || verdict === "already") return
  heir.verdict = verdict === "found" && heir.at < (asset.reported_at ?? "") ? "elsewhere" : verdict
}

// The audit this phone has open in a room: the latest that it named there within these hours and has not finished.
export function openAudit(operations, room, hours, now = Date.now()) {
  const inOrder = operations.toSorted((one, other) => one.seq - other.seq)
  const finished = new Set(inOrder.filter(({ kind }) => kind === "audit.finish").map(({ payload }) => payload.audit))
  const lately = ({ payload, at }) => payload.room === room && now - Date.parse(at) < hours * 3_600_000
  const here = inOrder.filter((one) => one.kind.startsWith("audit.") && lately(one) && !finished.has(one.payload.audit))
  return here.at(-1)?.payload.audit ?? null
}

function shown(entry) {
  return { ...entry, code: entry.sights[0]?.code ?? entry.code, verdict: verdictOf(entry), list: listOf(entry) }
}

function listOf(entry) {
  if (entry.sights.length) return verdictOf(entry) ?? "unjudged"
  if (!entry.expected) return null
  return entry.absences.length ? "absent" : "missing"
}

// What was lost and came back was not expected; what is expected here is here.
function verdictOf({ sights, expected, asset }) {
  const verdicts = sights.map(({ verdict }) => verdict).filter(Boolean)
  if (verdicts.includes("found")) return "found"
  if (expected && sights.length) return "here"
  return verdicts.find((verdict) => verdict !== "already") ?? (verdicts.length && !asset ? "unregistered" : verdicts[0])
}

function isExpected({ expected, sights }) {
  return expected && !sights.some(({ verdict }) => verdict === "found")
}

function tagOf({ asset }) {
  return asset?.tag ?? asset?.serial ?? ""
}
