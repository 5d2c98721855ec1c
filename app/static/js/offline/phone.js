// What this phone remembers: one database of the browser's, opened again when the system closed it behind our back.
import { openDB } from "../../vendor/idb/idb.js"

const NAME = "rollcall"
const VERSION = 2
// A phone that comes back from its pocket may find its connection dead; opened anew it works.
const DEAD = ["InvalidStateError", "UnknownError"]

export class Phone {
  #opening = null

  // Kept when this resolves, and not before. `act` gets the stores by name and may wait for nothing else.
  write(names, act) {
    return this.#within(names, "readwrite", act)
  }

  read(names, act) {
    return this.#within(names, "readonly", act)
  }

  async #within(names, mode, act, again = true) {
    try {
      return await this.#transact(await this.#open(), names, mode, act)
    } catch (fault) {
      if (!again || !DEAD.includes(fault.name)) throw fault
      this.#opening = null
      return this.#within(names, mode, act, false)
    }
  }

  async #transact(database, names, mode, act) {
    const within = database.transaction(names, mode, { durability: "strict" })
    const stores = Object.fromEntries(names.map((name) => [name, within.objectStore(name)]))
    const [told] = await Promise.all([act(stores), within.done])
    return told
  }

  #open() {
    this.#opening ??= openDB(NAME, VERSION, {
      upgrade: furnish,
      blocking: (_, __, event) => this.#close(event.target),
      terminated: () => (this.#opening = null),
    }).catch((fault) => {
      this.#opening = null
      throw fault
    })
    return this.#opening
  }

  // A newer page wants to change the stores: step aside; what is kept stays.
  #close(database) {
    database.close()
    this.#opening = null
  }
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
