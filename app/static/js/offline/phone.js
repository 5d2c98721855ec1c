// What this phone remembers: one database of the browser's, opened again when the system closed it behind our back.
// What it cannot do it says as an Unkept with a reason: "full", "unavailable", "blocked", "outdated" or "dead".
// Events: "blocked" when an old page is in the way of a new one, "opened" once it is out of it.
import { openDB } from "../../vendor/idb/idb.js"

const NAME = "rollcall"
const VERSION = 2
// A phone that comes back from its pocket may find its connection dead; opened anew it works.
const DEAD = ["InvalidStateError", "UnknownError", "AbortError", "TimeoutError"]
const REASONS = { QuotaExceededError: "full", VersionError: "outdated" }
// A dead connection may also say nothing at all, for ever.
const PATIENCE = 5000

export class Unkept extends Error {
  constructor(reason, cause) {
    super(reason, { cause })
    this.name = "Unkept"
    this.reason = reason
  }
}

export class Phone extends EventTarget {
  #opening = null
  #blocked = false

  // Kept when this resolves, and not before. `act` gets the stores by name and may wait for nothing else. It may be
  // asked twice, as a connection that died may have kept what it was given: what it does must bear that.
  write(names, act) {
    return this.#within(names, "readwrite", act)
  }

  read(names, act) {
    return this.#within(names, "readonly", act)
  }

  async #within(names, mode, act, again = true) {
    let database
    try {
      database = await inTime(this.#open())
      return await inTime(transact(database, names, mode, act))
    } catch (fault) {
      if (fault instanceof Unkept) throw fault
      if (DEAD.includes(fault.name)) this.#drop(database)
      if (again && DEAD.includes(fault.name)) return this.#within(names, mode, act, false)
      throw called(fault, database)
    }
  }

  #open() {
    if (this.#blocked) return Promise.reject(new Unkept("blocked"))
    this.#opening ??= this.#opened().catch((fault) => {
      this.#opening = null
      throw fault
    })
    return this.#opening
  }

  // While an old page holds the database as it was, nothing can be kept; the request stands, and is met when it goes.
  #opened() {
    return new Promise((resolve, reject) => {
      const opened = openDB(NAME, VERSION, {
        upgrade: furnish,
        blocked: () => {
          this.#blocked = true
          this.dispatchEvent(new Event("blocked"))
          reject(new Unkept("blocked"))
        },
        blocking: (_, __, event) => this.#close(event.target),
        terminated: () => (this.#opening = null),
      })
      opened.then(resolve, reject)
      opened.then(() => this.#blocked && this.#unblocked(opened), () => (this.#blocked = false))
    })
  }

  #unblocked(opened) {
    this.#blocked = false
    this.#opening = opened
    this.dispatchEvent(new Event("opened"))
  }

  // A newer page wants to change the stores: step aside; what is kept stays.
  #close(database) {
    database.close()
    this.#opening = null
  }

  #drop(database) {
    this.#opening = null
    database?.close()
  }
}

async function transact(database, names, mode, act) {
  const within = database.transaction(names, mode, { durability: "strict" })
  const stores = Object.fromEntries(names.map((name) => [name, within.objectStore(name)]))
  const [acted, kept] = await Promise.allSettled([acting(act, stores, within), within.done])
  // Why a transaction failed says more than that a request in it was given up.
  if (acted.reason && !(acted.reason instanceof DOMException)) throw acted.reason
  if (kept.reason ?? acted.reason) throw kept.reason ?? acted.reason
  return acted.value
}

// What `act` did before it failed is not kept either.
async function acting(act, stores, within) {
  try {
    return await act(stores)
  } catch (fault) {
    giveUp(within)
    throw fault
  }
}

function giveUp(within) {
  try {
    within.abort()
  } catch {
    // It has given up by itself.
  }
}

// A fault of ours is nothing that the phone did.
function called(fault, database) {
  if (!database) return new Unkept(REASONS[fault.name] ?? "unavailable", fault)
  if (REASONS[fault.name]) return new Unkept(REASONS[fault.name], fault)
  return DEAD.includes(fault.name) ? new Unkept("dead", fault) : fault
}

function inTime(promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), PATIENCE)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// Stores are added and never changed: an older page may still write into them.
function furnish(database, before) {
  if (before < 1) {
    database.createObjectStore("phone")
    const operations = database.createObjectStore("operations", { keyPath: "op_id" })
    // Only what still waits has a `waiting`, so this index holds nothing else.
    operations.createIndex("waiting", ["waiting", "seq"])
    operations.createIndex("seq", ["actor", "seq"], { unique: true })
  }
  if (before < 2) database.createObjectStore("snapshots", { keyPath: "site_code" })
}
