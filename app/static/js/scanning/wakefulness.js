// Keeps the screen lit while somebody is scanning, where the browser can.
export class Wakefulness {
  #lock = null

  async begin() {
    // Refused on a low battery; the screen then sleeps as usual.
    this.#lock ??= navigator.wakeLock?.request("screen").catch(() => null) ?? null
  }

  end() {
    this.#lock?.then((lock) => lock?.release())
    this.#lock = null
  }
}
