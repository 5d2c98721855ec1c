"""Codes that come as keys: from a hand scanner wherever the focus is, and from a person."""

from playwright.sync_api import Browser, expect

from tests.browser.scanner.scanning import Opening


def test_a_hand_scanner_is_heard_wherever_the_focus_is(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.page.locator("#finish").focus()
    scanning.burst("00A104 233")
    assert scanning.wait_for(1) == ["00A104 233"]
    assert scanning.told()[0] | {"at": ""} == {
        "text": "00A104 233",
        "format": None,
        "method": "wedge",
        "at": "",
    }
    assert scanning.page.evaluate("pressed") == 0


def test_a_hand_scanner_that_ends_with_tab_does_not_move_the_focus(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.field.focus()
    scanning.burst("A104233", end="Tab")
    assert scanning.wait_for(1) == ["A104233"]
    expect(scanning.field).to_be_focused()
    expect(scanning.field).to_have_value("")
    assert scanning.told()[0]["method"] == "wedge"


def test_what_a_scanner_puts_in_front_of_a_code_is_left_out(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.page.keyboard.press("F2")
    scanning.page.keyboard.press("Control+b")
    scanning.burst("]C1A104233")
    assert scanning.wait_for(1) == ["A104233"]


def test_a_note_being_written_is_not_taken_for_a_scan(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.page.locator("#note").focus()
    scanning.burst("A104233")
    expect(scanning.page.locator("#note")).to_have_value("A104233")
    assert scanning.texts() == []


def test_slow_keys_are_a_person_and_not_a_scanner(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.page.locator("#finish").focus()
    scanning.page.keyboard.type("abc\n", delay=250)
    assert scanning.texts() == []
    assert scanning.page.evaluate("pressed") == 1


def test_a_typed_code_is_told_and_the_next_can_be_typed(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.field.press_sequentially(" A104233 ", delay=120)
    scanning.button("Look up").click()
    assert scanning.wait_for(1) == ["A104233"]
    assert scanning.told()[0]["method"] == "typed"
    expect(scanning.field).to_have_value("")
    expect(scanning.field).to_be_focused()
    scanning.page.keyboard.press("Enter")
    assert scanning.texts() == ["A104233"]
