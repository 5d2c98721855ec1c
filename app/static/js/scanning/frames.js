// One frame of the video at a time: no faster than a hand moves, and none while another is being read.
const GAP = 80
const WIDEST = 1280

export class Frames {
  #video
  #look
  #running = false
  #busy = false
  #last = 0
  #number = 0

  constructor(video, look) {
    this.#video = video
    this.#look = look
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
      const picture = await seen(this.#video)
      if (!this.#running) return picture.close()
      await this.#look({ picture, at, number: this.#number++ })
    } catch (trouble) {
      // A frame can vanish while the camera is being changed; the next one will do.
      if (trouble.name !== "InvalidStateError") throw trouble
    } finally {
      this.#busy = false
    }
  }
}

// What the person sees is what is read: the video covers its frame, so the parts cut off are left out.
function seen(video) {
  const { videoWidth: width, videoHeight: height, clientWidth, clientHeight } = video
  const scale = Math.max(clientWidth / width, clientHeight / height) || 1
  const [w, h] = [Math.min(width, clientWidth / scale || width), Math.min(height, clientHeight / scale || height)]
  const shrink = Math.min(1, WIDEST / Math.max(w, h))
  const size = { resizeWidth: Math.round(w * shrink), resizeHeight: Math.round(h * shrink), resizeQuality: "medium" }
  return createImageBitmap(video, (width - w) / 2, (height - h) / 2, w, h, shrink < 1 ? size : {})
}
