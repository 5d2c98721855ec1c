"""How a count ends: the difference first, then the finish, then the page that stays."""

from playwright.sync_api import Page, expect

from app.domain import directory, register
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.scanner.scanning import Scanning

COUNT_TAPS = (
    "addEventListener('click', () => sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1, true)"
)


def test_a_room_where_nothing_differs_is_finished_with_the_last_tap(phones: Phones, school: School) -> None:
    tags = [f"T{number}" for number in range(3001, 3031)]
    furnish(school, "300", tags)
    counting = phones.counting("ivy", "204")
    counting.page.add_init_script(COUNT_TAPS)
    counting.open("300")
    scanner = Scanning(counting.page)
    for tag in tags:
        scanner.burst(tag)
        counting.expect("here", tag)
    expect(counting.page.get_by_text("Nothing left to find")).to_be_visible()

    counting.page.get_by_role("link", name="Finish room").click()
    expect(counting.page.get_by_text("Counted today")).to_be_visible()
    assert counting.page.evaluate("sessionStorage.taps") == "1"

    told = counting.told_of_the_finished()
    assert (told["expected"], told["seen"], told["missing"]) == (30, 30, [])
    assert school.faults() == []


def test_the_difference_is_shown_before_it_is_final_and_can_be_left_again(phones: Phones) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1001")
    counting.count("A1011", verdict="elsewhere")
    counting.count("X-7781", verdict="unregistered")
    counting.see_difference()
    expect(counting.page.get_by_role("region", name="In numbers")).to_contain_text("1 of 8")
    for figure in ("7 missing", "1 belonging elsewhere", "1 not in the register"):
        expect(counting.page.get_by_role("link", name=figure)).to_be_visible()
    expect(counting.page.locator("#missing")).to_contain_text("A1005")
    counting.page.locator("#unregistered").get_by_role("button", name="Undo").click()
    expect(counting.page.locator("#unregistered")).to_have_count(0)
    expect(counting.page.get_by_role("link", name="1 belonging elsewhere")).to_be_visible()

    counting.page.locator(".action").get_by_role("link", name="Keep looking").click()
    counting.count("A1002")
    counting.expect_numbers(to_find=6, seen=2, off=1)
    assert counting.told()["finished_at"] is None


def test_an_empty_room_can_be_finished_too(phones: Phones) -> None:
    counting = phones.counting("ivy", "LIB")
    expect(counting.page.get_by_text("Nothing is expected here")).to_be_visible()
    counting.finish()
    told = counting.told_of_the_finished()
    assert (told["expected"], told["seen"]) == (0, 0)
    assert told["finished_at"] is not None


def test_a_room_in_which_nothing_was_found_can_be_finished(phones: Phones) -> None:
    counting = phones.counting("ivy", "205")
    counting.finish()
    assert [one["tag"] for one in counting.told_of_the_finished()["missing"]] == ["A1011", "A1012", "A1030"]


def test_finishing_again_says_who_did_and_when(phones: Phones) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1001")
    other_tab = phones.counting("ivy", "204")
    other_tab.see_difference()
    counting.finish()
    other_tab.page.get_by_role("button", name="Finish room").click()
    expect(other_tab.page.get_by_text("Ivy Delgado had finished this count already")).to_be_visible()


def test_a_finished_room_is_counted_anew(phones: Phones) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1001")
    first = counting.name
    counting.finish()
    counting.open("204")
    assert counting.name != first
    counting.expect_numbers(to_find=8, seen=0, off=0)


def test_what_belongs_elsewhere_is_moved_here_by_the_manager(phones: Phones, school: School) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1011", verdict="elsewhere")
    counting.finish()
    counting.page.get_by_role("button", name="Move here").click()
    expect(counting.page.locator("#elsewhere")).to_contain_text("moved here")
    with school.app.app_context():
        laptop = school.district.asset("A1011")
        assert laptop.room is not None
        assert laptop.room.code == "204"


def test_a_teacher_counts_and_moves_nothing(phones: Phones) -> None:
    counting = phones.counting("tess", "204")
    counting.count("A1011", verdict="elsewhere")
    counting.finish()
    expect(counting.page.locator("#elsewhere")).to_contain_text("A1011")
    expect(counting.page.get_by_role("button", name="Move here")).to_have_count(0)


def test_a_laptop_seen_in_another_room_is_missing_no_more(phones: Phones) -> None:
    counting = phones.counting("ivy", "205")
    counting.finish()
    finished = counting.page.url
    counting.open("204")
    counting.count("A1011", verdict="elsewhere")
    counting.page.goto(finished)
    expect(counting.page.locator("#missing .row", has_text="A1011")).to_contain_text("seen in another room")


def test_a_count_prints_as_a_list_without_buttons(phones: Phones) -> None:
    counting = phones.counting("ivy", "204")
    counting.count("A1001")
    counting.finish()
    page: Page = counting.page
    page.emulate_media(media="print")
    expect(page.locator(".action")).to_be_hidden()
    expect(page.get_by_role("table", name="Who saw what")).to_be_visible()
    expect(page.locator("#missing")).to_contain_text("A1005")


def test_the_counts_of_a_school_are_listed_newest_first(phones: Phones) -> None:
    counting = phones.counting("ivy", "LIB")
    counting.finish()
    counting.open("204")
    counting.count("A1001")
    counting.page.goto("/audits")
    expect(counting.page.get_by_role("row")).to_contain_text(["Room", "Room 204", "Library"])


def furnish(school: School, code: str, tags: list[str]) -> None:
    with school.changing() as district:
        site, act = district.site(district.marshall), district.act()
        room = directory.add_room(site, code=code, name=f"Room {code}", kind="classroom")
        model = register.model_named("300e Gen 4", maker="Lenovo", number="82W3", category="Laptop")
        for tag in tags:
            register.register(site, room=room, model=model, act=act, tag=tag)
