// The files and pages of one release, kept on the phone: all of them, or the release is not used.
const PREFIX = "rollcall-"
const AT_ONCE = 6
const ANY = { ignoreVary: true }
const RELEASE = /^\/static\/[^/]+/

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
    const [total, earlier] = [files.length + pages.length, await this.#earlier()]
    let done = 0
    const take = async () => {
      for (let next; (next = missing.pop()); tell({ done: ++done, total })) {
        const answer = next.language ? await page(next, this.#release) : await file(next, earlier)
        await cache.put(next.place, answer)
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
    await Promise.all((await this.#others()).map((name) => caches.delete(name)))
  }

  async #others() {
    return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.#name)
  }

  // What the release before keeps, by the names of the files: whatever did not change need not travel again.
  async #earlier() {
    const files = new Map()
    for (const name of await this.#others()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) files.set(nameOf(new URL(request.url).pathname), () => cache.match(request, ANY))
    }
    return files
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

// What is known bears the address it came from, and a module asks for others beside that: it is kept anew, without one.
async function file({ place }, earlier) {
  const known = await earlier.get(nameOf(place))?.()
  const tag = known?.headers.get("ETag")
  const answer = await fetch(place, tag ? { headers: { "If-None-Match": tag } } : {})
  if (answer.status === 304 && isOurs(answer)) return new Response(known.body, known)
  return believed(place, answer, answer.ok)
}

// A page is asked for as nobody: what has no session in it cannot have anybody's name. After an update the server has other
// pages, which ask for files that this release does not keep.
async function page({ place, language }, release) {
  const headers = { "Accept-Language": language }
  const answer = await fetch(place, { credentials: "omit", cache: "no-store", headers })
  return believed(place, answer, answer.ok && answer.headers.get("X-Rollcall-Release") === release)
}

function believed(place, answer, fits) {
  if (fits && isOurs(answer)) return answer
  throw new TypeError(`${place} is not to be had: ${answer.status}`)
}

function isOurs({ headers, redirected }) {
  return headers.has("X-Rollcall") && !redirected
}

function nameOf(place) {
  return place.replace(RELEASE, "")
}
