// One frame of the video at a time: no faster than a hand moves, and none while another is being read.
const GAP = 80
// Taking a VideoFrame costs the page nothing, a bitmap several milliseconds; but only frames that know which way
// up they are can be trusted on a phone that is being turned.
const FRAMES_KNOW_UP = "rotation" in (globalThis.VideoFrame?.prototype ?? {})

export class Frames {
  #video
  #look
  #running = false
  #busy = false
  #last = 0
  #number = 0
  #shown = { width: 0, height: 0 }

  constructor(video, look, signal) {
    this.#video = video
    this.#look = look
    // Asked of the video itself for every frame, its size would have the page laid out for every frame.
    const size = new ResizeObserver(([{ contentRect }]) => (this.#shown = contentRect))
    size.observe(video)
    signal.addEventListener("abort", () => size.disconnect())
  }

  start() {
    if (this.#running) return
    this.#running = true
    this.#wait()
  }

  stop() {
    this.#running = false
  }

  #wait() {
    if (this.#video.requestVideoFrameCallback) this.#video.requestVideoFrameCallback((now) => this.#arrived(now))
    else requestAnimationFrame((now) => this.#arrived(now))
  }

  #arrived(now) {
    if (!this.#running) return
    this.#wait()
    if (this.#busy || now - this.#last < GAP || !this.#video.videoWidth) return
    this.#last = now
    this.#take(now)
  }

  async #take(at) {
    this.#busy = true
    try {
      const video = this.#video
      const picture = FRAMES_KNOW_UP ? new VideoFrame(video) : await createImageBitmap(video)
      if (!this.#running) return picture.close()
      await this.#look({ picture, part: seen(video, this.#shown), at, number: this.#number++ })
    } catch (trouble) {
      // A frame can vanish while the camera is being changed; the next one will do.
      if (trouble.name !== "InvalidStateError") throw trouble
    } finally {
      this.#busy = false
    }
  }
}

// What the person sees is what is read: the video covers its frame, so the parts cut off are left out.
function seen({ videoWidth, videoHeight }, shown) {
  const scale = Math.max(shown.width / videoWidth, shown.height / videoHeight) || 1
  const width = Math.min(videoWidth, shown.width / scale || videoWidth)
  const height = Math.min(videoHeight, shown.height / scale || videoHeight)
  return { x: (videoWidth - width) / 2, y: (videoHeight - height) / 2, width, height }
}
