// What the camera in use can do: torch, zoom, steady focus, and which other cameras there are. Shows only what is there.
export class Lenses {
  #camera
  #torch
  #zoom
  #choice
  #track = null
  #lit = false

  constructor(root, camera, signal) {
    this.#camera = camera
    this.#torch = root.querySelector("[data-tool=torch]")
    this.#zoom = root.querySelector("[data-tool=zoom]")
    this.#choice = root.querySelector("[data-tool=camera]")
    this.#torch.addEventListener("click", () => this.#light(!this.#lit), { signal })
    this.#zoom.addEventListener("input", () => this.#set({ zoom: this.#zoom.valueAsNumber }), { signal })
    this.#choice.addEventListener("change", () => camera.choose(this.#choice.value), { signal })
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#offerCameras(), { signal })
  }

  async fit() {
    if (this.#track === this.#camera.track) return
    this.#track = this.#camera.track
    const can = this.#track.getCapabilities?.() ?? {}
    this.#torch.hidden = !can.torch
    this.#lit = false
    this.#torch.setAttribute("aria-pressed", "false")
    this.#offerZoom(can.zoom)
    if (can.focusMode?.includes("continuous")) this.#set({ focusMode: "continuous" })
    await this.#offerCameras()
  }

  #offerZoom(range) {
    this.#frame(this.#zoom).hidden = !range || range.max <= range.min
    if (!range) return
    Object.assign(this.#zoom, { min: range.min, max: Math.min(range.max, range.min * 5), step: range.step || "any" })
    this.#zoom.value = this.#camera.track.getSettings().zoom ?? range.min
  }

  async #offerCameras() {
    const track = this.#camera.track
    if (!track) return
    const all = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput")
    const current = track.getSettings().deviceId
    this.#frame(this.#choice).hidden = all.length < 2
    this.#choice.replaceChildren(...all.map((device, n) => {
      const name = device.label || `${this.#choice.getAttribute("aria-label")} ${n + 1}`
      return new Option(name, device.deviceId, false, device.deviceId === current)
    }))
  }

  async #light(lit) {
    if (!(await this.#set({ torch: lit }))) return
    this.#lit = lit
    this.#torch.setAttribute("aria-pressed", String(lit))
  }

  // A wish the camera cannot fulfil leaves the picture as it was.
  #set(wish) {
    const asked = this.#camera.track?.applyConstraints({ advanced: [wish] })
    return asked?.then(() => true, () => false) ?? Promise.resolve(false)
  }

  #frame(control) {
    return control.closest("label")
  }
}
