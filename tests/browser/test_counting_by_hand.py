"""Counting a room without a camera: every verdict, and the way back from each."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from app.domain import losses, register
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.scanner.scanning import Scanning


@pytest.fixture
def room_204(phones: Phones) -> Counting:
    """Ivy has opened room 204: A1001 to A1005, and cart C1 with A1006 and A1007 in it."""
    return phones.counting("ivy", "204")


def test_what_is_here_leaves_the_list_of_what_is_to_find(room_204: Counting) -> None:
    room_204.expect_numbers(to_find=8, seen=0, off=0)
    expect(room_204.row("A1006")).to_contain_text("C1, slot 1")

    room_204.count("A1001")
    room_204.expect("here", "Lenovo 300e Gen 4")
    room_204.expect_numbers(to_find=7, seen=1, off=0)
    expect(room_204.ring).to_have_attribute("aria-label", "1 of 8 counted")
    room_204.show("Seen")
    expect(room_204.row("A1001")).to_contain_text("you, ")


def test_a_hand_scanner_counts_wherever_the_focus_is(room_204: Counting) -> None:
    room_204.page.get_by_role("tab", name="Seen").focus()
    Scanning(room_204.page).burst("A1002")
    room_204.expect("here", "A1002")
    assert [one["payload"]["method"] for one in room_204.kept()] == ["wedge"]


def test_the_same_device_twice_is_counted_once(room_204: Counting) -> None:
    room_204.count("A1001")
    room_204.type("a1001")
    room_204.expect("already", "A1001")
    expect(room_204.card.get_by_role("button")).to_have_count(0)
    room_204.expect_numbers(to_find=7, seen=1, off=0)


def test_a_device_of_another_room_says_where_it_belongs(room_204: Counting) -> None:
    room_204.type("A1011")
    room_204.expect("elsewhere", "Belongs in Room 205", "A1011")
    room_204.expect_numbers(to_find=8, seen=0, off=1)
    room_204.show("Off")
    expect(room_204.row("A1011")).to_contain_text("belongs in Room 205")


def test_a_students_device_is_named_by_its_tag_and_nobody_by_name(room_204: Counting) -> None:
    room_204.type("A1030")
    room_204.expect("held", "Held by a student", "A1030")
    room_204.show("Off")
    expect(room_204.row("A1030")).to_contain_text("held by a student")
    assert "Nguyen" not in room_204.page.content()


def test_another_schools_device_says_the_school_and_nothing_else(room_204: Counting) -> None:
    room_204.type("B2001")
    room_204.expect("other_site", "Lincoln High", "B2001")
    room_204.show("Off")
    expect(room_204.row("B2001")).to_contain_text("Lincoln High")
    assert "Secret Lab" not in room_204.page.content()
    assert room_204.told()["other_site"] == [{"code": "B2001", "site": "Lincoln High"}]


def test_a_lost_laptop_that_is_seen_is_found(phones: Phones, school: School) -> None:
    with school.changing() as district:
        losses.report(district.asset("A1012"), "lost", district.act())
    counting = phones.counting("ivy", "204")
    counting.type("A1012")
    counting.expect("found", "A1012", "It was reported lost or stolen.")
    counting.show("Seen")
    expect(counting.row("A1012")).to_contain_text("found")
    counting.undo()
    counting.expect("undone", "A1012")
    counting.expect_numbers(to_find=8, seen=0, off=0)
    assert school.faults() == []


def test_an_unknown_code_is_kept_with_its_picture(room_204: Counting) -> None:
    room_204.type("X-7781")
    room_204.expect("unregistered", "Not in the register", "X-7781")
    room_204.card.locator("input[type=file]").set_input_files(photo())
    expect(room_204.card).to_contain_text("Photo kept")
    room_204.expect_numbers(to_find=8, seen=0, off=1)
    room_204.show("Off")
    expect(room_204.row("X-7781").get_by_alt_text("Photo of X-7781")).to_be_visible()
    assert room_204.told()["unregistered"] == ["X-7781"]


def test_a_picture_can_be_taken_later_from_the_list_and_a_bad_one_is_refused_in_words(
    room_204: Counting,
) -> None:
    room_204.count("X-7781", verdict="unregistered")
    room_204.show("Off")
    chooser = room_204.row("X-7781").locator("input[type=file]")
    chooser.set_input_files(FilePayload(name="note.jpg", mimeType="image/jpeg", buffer=b"only words"))
    expect(room_204.row("X-7781")).to_contain_text("not a picture the server can read")
    chooser.set_input_files(photo())
    expect(room_204.row("X-7781").get_by_alt_text("Photo of X-7781")).to_be_visible()


def test_undo_on_the_card_takes_back_what_was_just_said(room_204: Counting) -> None:
    room_204.count("A1001")
    room_204.undo()
    room_204.expect("undone", "A1001")
    room_204.expect_numbers(to_find=8, seen=0, off=0)
    room_204.count("A1001")
    room_204.expect_numbers(to_find=7, seen=1, off=0)


def test_undo_in_the_list_takes_back_everything_that_said_it(room_204: Counting) -> None:
    room_204.count("A1001")
    room_204.count("A1001", verdict="already")
    room_204.count("X-7781", verdict="unregistered")
    room_204.count("x-7781", verdict="already")
    room_204.show("Seen")
    room_204.row("A1001").get_by_role("button", name="Undo").click()
    room_204.expect_numbers(to_find=8, seen=0, off=1)
    room_204.show("Off")
    room_204.row("X-7781").get_by_role("button", name="Undo").click()
    room_204.expect_numbers(to_find=8, seen=0, off=0)
    assert room_204.told()["seen"] == 0


def test_what_is_here_without_a_tag_counts_by_a_tap(room_204: Counting) -> None:
    room_204.row("A1004").get_by_role("button", name="Seen, no tag").click()
    room_204.expect("here", "A1004")
    room_204.expect_numbers(to_find=7, seen=1, off=0)
    room_204.show("Seen")
    expect(room_204.row("A1004")).to_contain_text("no tag")
    assert room_204.kept()[-1]["payload"]["method"] == "seen"


def test_what_never_had_a_tag_nor_a_serial_counts_by_a_tap(phones: Phones, school: School) -> None:
    with school.changing() as district:
        site, room = district.site(district.marshall), district.room("LIB")
        model = register.model_named("EB-X49", maker="Epson", category="Projector")
        register.register(site, room=room, model=model, act=district.act())
    counting = phones.counting("ivy", "LIB")
    counting.row("Epson EB-X49").get_by_role("button", name="Seen, no tag").click()
    counting.expect("here", "Epson EB-X49")
    counting.expect_numbers(to_find=0, seen=1, off=0)


def test_what_is_not_here_is_explained_in_two_taps_and_can_be_undone(room_204: Counting) -> None:
    room_204.row("A1005").get_by_role("button", name="Not here…").click()
    sheet = room_204.page.get_by_role("dialog", name="Not here, because…")
    expect(sheet).to_contain_text("A1005")
    sheet.get_by_role("button", name="It is with repair").click()
    room_204.expect("absent", "A1005", "It is with repair")
    room_204.expect_numbers(to_find=7, seen=0, off=0)
    expect(room_204.row("A1005")).to_contain_text("It is with repair")
    assert [one["reason"] for one in room_204.told()["absent"]] == ["with_repair"]

    room_204.row("A1005").get_by_role("button", name="Undo").click()
    room_204.expect_numbers(to_find=8, seen=0, off=0)


def test_of_two_devices_with_one_code_in_the_room_the_person_says_which(
    phones: Phones, school: School
) -> None:
    """Both are expected here, so the page knows before anything is sent."""
    bear_one_code(school, "A1001", "A1002")
    counting = phones.counting("ivy", "204")
    counting.type("OLD-77")
    question = counting.page.get_by_role("dialog", name="Which one is it?")
    expect(question).to_contain_text("2 devices bear the code “OLD-77”")
    assert counting.kept() == []
    question.get_by_role("button", name="A1002").click()
    counting.expect("here", "A1002")
    counting.expect_numbers(to_find=7, seen=1, off=0)


def test_of_two_devices_with_one_code_elsewhere_the_person_says_which_afterwards(
    phones: Phones, school: School
) -> None:
    """Neither is expected here: the server says that there are several, and the person decides."""
    bear_one_code(school, "A1011", "A1012")
    counting = phones.counting("ivy", "204")
    counting.type("OLD-77")
    question = counting.page.get_by_role("dialog", name="Which one is it?")
    question.get_by_role("button", name="A1011").click()
    counting.expect("elsewhere", "A1011")
    counting.expect_numbers(to_find=8, seen=0, off=1)
    told = counting.told()
    assert [one["tag"] for one in told["elsewhere"]] == ["A1011"]
    assert told["unregistered"] == []


def test_everything_is_there_again_after_a_reload(room_204: Counting) -> None:
    room_204.count("A1001")
    room_204.count("A1011", verdict="elsewhere")
    name = room_204.name
    room_204.page.reload()
    assert room_204.name == name
    room_204.expect_numbers(to_find=7, seen=1, off=1)


def test_no_operation_is_lost_or_numbered_twice(room_204: Counting) -> None:
    for code in ("A1001", "A1002", "A1003", "nothing we know", "A1011"):
        room_204.type(code)
    room_204.expect_numbers(to_find=5, seen=3, off=2)
    room_204.expect_unsent(0)
    kept = room_204.kept()
    assert [one["seq"] for one in kept] == [1, 2, 3, 4, 5]
    assert {one["outcome"] for one in kept} == {"applied"}


def photo() -> FilePayload:
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), "#b08d57").save(stream, "JPEG")
    return FilePayload(name="sticker.jpg", mimeType="image/jpeg", buffer=stream.getvalue())


def bear_one_code(school: School, *tags: str) -> None:
    with school.changing() as district:
        for tag in tags:
            register.identify(district.asset(tag), "OLD-77", district.act())
