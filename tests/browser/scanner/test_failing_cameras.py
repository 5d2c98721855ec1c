"""A camera that is refused, absent, taken, stopped, put away or kept back: what is said, and the way on."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.scanner.scanning import PHONE, Opening

Showing = Callable[[Path | None], Browser]


def test_fault_32_a_denied_camera_says_how_to_allow_it_and_goes_on_when_it_is(
    phone: Browser, opened: Opening
) -> None:
    scanning = opened(phone, camera=False)
    scanning.wait_until("refused")
    expect(scanning.words).to_contain_text("Rollcall may not use the camera.")
    expect(scanning.button("Try again")).to_be_visible()
    expect(scanning.field).to_be_visible()
    scanning.page.context.grant_permissions(["camera"])
    scanning.wait_until("live")


def test_the_way_to_allow_the_camera_is_that_of_the_phone_at_hand(
    phone: Browser, harness: str, opened: Opening
) -> None:
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
    context = phone.new_context(viewport=PHONE, user_agent=iphone)
    page = context.new_page()
    page.goto(f"{harness}/?autostart=1")
    expect(page.get_by_role("status")).to_contain_text("In Settings, open Apps, Safari, Camera")
    context.close()


UNDECIDED = """
Permissions.prototype.query = async () => {
  window.asked = true
  return Object.assign(new EventTarget(), { state: "prompt" })
}"""


def test_a_desk_s_camera_begins_by_itself_only_where_nobody_has_to_be_asked(
    phone: Browser, showing: Showing, opened: Opening
) -> None:
    opened(phone, autostart="allowed").wait_until("live")
    opened(showing(None), autostart="allowed").wait_until("absent")
    asked = opened(phone, autostart="allowed", script=UNDECIDED)
    asked.page.wait_for_function("asked")
    asked.wait_until("off")
    asked.button("Start the camera").click()
    asked.wait_until("live")


SILENT = (
    UNDECIDED
    + """
MediaDevices.prototype.getUserMedia = () => new Promise(() => {})"""
)


def test_a_camera_that_never_answers_is_waited_for_in_words(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, autostart="allowed", script=SILENT)
    scanning.wait_until("off")
    scanning.page.clock.install()
    scanning.button("Start the camera").click()
    scanning.wait_until("starting")
    scanning.page.clock.run_for(11_000)
    scanning.wait_until("unanswered")
    expect(scanning.words).to_contain_text("If the browser asks for it, allow it.")
    expect(scanning.button("Try again")).to_be_visible()


def test_without_a_camera_typing_is_pointed_out(showing: Showing, opened: Opening) -> None:
    scanning = opened(showing(None))
    scanning.wait_until("absent")
    expect(scanning.words).to_have_text("There is no camera here.")
    expect(scanning.page.get_by_text("Typing, hand scanners and photos work all the same.")).to_be_visible()


TAKEN = """
const real = MediaDevices.prototype.getUserMedia
window.taken = true
MediaDevices.prototype.getUserMedia = function (asked) {
  if (window.taken) return Promise.reject(new DOMException("in use", "NotReadableError"))
  return real.call(this, asked)
}"""


def test_a_camera_another_app_holds_is_tried_again(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, script=TAKEN)
    scanning.wait_until("busy")
    expect(scanning.words).to_contain_text("Another app may be using it")
    scanning.page.evaluate("taken = false")
    scanning.button("Try again").click()
    scanning.wait_until("live")


def test_fault_32_a_picture_that_stops_is_fetched_again_by_itself(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    stream = scanning.page.evaluate("document.querySelector('video').srcObject.id")
    scanning.page.evaluate("document.querySelector('video').srcObject.getVideoTracks()[0].stop()")
    scanning.wait_that(f"![null, '{stream}'].includes(document.querySelector('video').srcObject?.id ?? null)")
    scanning.wait_until("live")


def test_fault_32_a_camera_that_is_revoked_is_fetched_again_at_once(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    stream = scanning.page.evaluate("""() => {
      const { srcObject } = document.querySelector("video")
      srcObject.getVideoTracks()[0].dispatchEvent(new Event("ended"))
      return srcObject.id
    }""")
    scanning.wait_that(f"![null, '{stream}'].includes(document.querySelector('video').srcObject?.id ?? null)")
    scanning.wait_until("live")


DEAD = """
const real = MediaDevices.prototype.getUserMedia
window.dead = true
MediaDevices.prototype.getUserMedia = async function (asked) {
  const stream = await real.call(this, asked)
  if (window.dead) for (const track of stream.getTracks()) track.stop()
  return stream
}"""


def test_a_picture_that_stays_still_offers_a_restart(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, script=DEAD)
    scanning.wait_until("frozen")
    expect(scanning.words).to_have_text("The picture stands still.")
    scanning.page.evaluate("dead = false")
    scanning.button("Restart the camera").click()
    scanning.wait_until("live")


HIDE = """(hidden) => {
  window.track ??= document.querySelector("video").srcObject.getVideoTracks()[0]
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event("visibilitychange"))
  return track.readyState
}"""


def test_fault_32_after_the_background_the_camera_is_taken_up_again(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    assert scanning.page.evaluate(HIDE, True) == "ended"
    scanning.wait_until("paused")
    scanning.page.evaluate(HIDE, False)
    scanning.wait_until("live")


def test_a_camera_put_to_rest_stays_so_until_it_is_tapped(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    scanning.button("Rest the camera").click()
    scanning.wait_until("paused")
    scanning.page.evaluate(HIDE.replace("window.track ??= ", "window.track = { readyState: 0 } ?? "), True)
    scanning.page.evaluate(HIDE.replace("window.track ??= ", "window.track = { readyState: 0 } ?? "), False)
    scanning.wait_until("paused")
    # Anywhere on the resting picture will do.
    scanning.page.locator(".finder").click(position={"x": 30, "y": 30})
    scanning.wait_until("live")


def test_an_address_that_is_not_secure_says_so(phone: Browser, harness: str, opened: Opening) -> None:
    scanning = opened(phone, camera=False, address=harness.replace("127.0.0.1", "rollcall.test"))
    scanning.wait_until("insecure")
    expect(scanning.words).to_contain_text("begins with https")
    scanning.field.fill("A104233")
    scanning.page.keyboard.press("Enter")
    assert scanning.wait_for(1) == ["A104233"]


def test_a_reader_that_cannot_be_fetched_is_asked_for_again(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, autostart="")
    scanning.page.context.route("**/*.wasm", lambda route: route.abort())
    scanning.button("Start the camera").click()
    scanning.wait_until("unreadable")
    scanning.page.context.unroute("**/*.wasm")
    scanning.button("Try again").click()
    scanning.wait_until("live")


GIFTED = """
const wishes = (window.wishes = [])
const zoom = { min: 1, max: 8, step: 0.1 }
const camera = (label) => ({ kind: "videoinput", deviceId: label, label })
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom, focusMode: ["continuous"] })
MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => void wishes.push(...advanced)
MediaDevices.prototype.enumerateDevices = async () => ["front", "back"].map(camera)
"""


def test_torch_zoom_and_other_cameras_are_offered_where_there_are_any(
    phone: Browser, opened: Opening
) -> None:
    plain = opened(phone)
    plain.wait_until("live")
    expect(plain.button("Flashlight")).to_be_hidden()
    expect(plain.page.get_by_label("Zoom")).to_be_hidden()

    gifted = opened(phone, script=GIFTED)
    gifted.wait_until("live")
    gifted.button("Flashlight").click()
    expect(gifted.button("Flashlight")).to_have_attribute("aria-pressed", "true")
    gifted.page.get_by_label("Zoom").fill("2.5")
    expect(gifted.page.locator("select[data-tool=camera] option")).to_have_text(["front", "back"])
    assert gifted.page.evaluate("wishes") == [{"focusMode": "continuous"}, {"torch": True}, {"zoom": 2.5}]
