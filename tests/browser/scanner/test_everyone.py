"""What holds in every state: it can be reached, read, heard and silenced."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.eyes import AXE
from tests.browser.scanner.desk import pair, photograph
from tests.browser.scanner.scanning import Opening, Scanning


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["off", "live", "refused", "choice", "photo-choice", "photo-offline"])
def test_every_state_is_accessible(
    phone: Browser, over_a_pair: Browser, opened: Opening, state: str, scheme: Literal["light", "dark"]
) -> None:
    scanning = opened(
        over_a_pair if state == "choice" else phone,
        camera=state != "refused",
        autostart="" if state == "off" else "1",
    )
    # A colour on its way to another is neither.
    scanning.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if state == "photo-offline":
        scanning.page.context.set_offline(True)
    if state.startswith("photo"):
        scanning.send_photo(photograph(pair()))
    scanning.wait_until(state)
    scanning.page.evaluate(AXE)
    found = scanning.page.evaluate("axe.run('code-scanner').then((run) => run.violations)")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_sounds_can_be_switched_off_and_stay_so(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    scanning.button("Sounds").click()
    expect(scanning.button("Sounds")).to_have_attribute("aria-pressed", "false")
    scanning.page.reload()
    scanning.wait_until("live")
    expect(scanning.button("Sounds")).to_have_attribute("aria-pressed", "false")


def test_every_verdict_has_a_sound_of_its_own(resting: Scanning) -> None:
    played = resting.page.evaluate("""async () => {
      const { sounds } = await import("/static/r1/js/scanning/sounds.js")
      const pitches = []
      const real = window.OscillatorNode
      window.OscillatorNode = function (context, options) {
        pitches.push(options.frequency)
        return new real(context, options)
      }
      document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }))
      const figures = []
      await new Promise((done) => setTimeout(done, 300))
      for (const verdict of ["already", "found", "other_site", "here", "held", "elsewhere", "unregistered"]) {
        pitches.length = 0
        sounds.play(verdict)
        figures.push(pitches.join())
      }
      return figures
    }""")
    assert len(set(played)) == 7
