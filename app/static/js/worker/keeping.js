// The files and pages of one release, kept on the phone: all of them, or the release is not used.
const PREFIX = "rollcall-"
const AT_ONCE = 6
const ANY = { ignoreVary: true }

export class Keeping {
  #release
  #name
  #files
  #pages

  constructor({ release, files, pages }) {
    this.#release = release
    this.#name = PREFIX + release
    this.#files = files
    this.#pages = pages
  }

  // What is there already stays, so that a poor connection gets there in the end. Rejects when anything is missing.
  async fill(language, tell) {
    const cache = await caches.open(this.#name)
    const [pages, files] = [await this.#inOtherWords(cache, language), await this.#missing(cache)]
    const [first, missing] = [pages.slice(0, 1), [...files, ...pages.slice(1)]]
    const total = files.length + pages.length
    let done = 0
    const take = async () => {
      for (let next; (next = missing.pop()); tell({ done: ++done, total })) {
        await cache.put(next.place, await fetched(next, this.#release))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, take))
    // The page by which the language is known comes last: whoever stops in between is known to have stopped.
    missing.push(...first)
    await take()
  }

  async match(place) {
    return (await caches.open(this.#name)).match(place, ANY)
  }

  // The language in which pages are kept: of this release, or of the one before it.
  async language() {
    const page = (await this.match(this.#pages[0])) ?? (await caches.match(this.#pages[0], ANY))
    return page?.headers.get("Content-Language") ?? navigator.language
  }

  async sweep() {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.#name)
    await Promise.all(old.map((name) => caches.delete(name)))
  }

  async #missing(cache) {
    const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
    return this.#files.filter((place) => !kept.has(place)).map((place) => ({ place }))
  }

  // All of them, or none.
  async #inOtherWords(cache, language) {
    const kept = await Promise.all(this.#pages.map((place) => cache.match(place, ANY)))
    const fits = kept.every((page) => page?.headers.get("Content-Language") === language)
    return fits ? [] : this.#pages.map((place) => ({ place, language }))
  }
}

// A page is asked for as nobody: what has no session in it cannot have anybody's name. After an update the server has other
// pages, which ask for files that this release does not keep.
async function fetched({ place, language }, release) {
  const asked = language && { credentials: "omit", cache: "no-store", headers: { "Accept-Language": language } }
  const answer = await fetch(place, asked)
  const ours = answer.ok && !answer.redirected && answer.headers.has("X-Rollcall")
  if (ours && (!language || answer.headers.get("X-Rollcall-Release") === release)) return answer
  throw new TypeError(`${place} is not to be had: ${answer.status}`)
}
