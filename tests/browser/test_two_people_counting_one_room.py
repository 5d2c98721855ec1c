"""Ivy and Jonas count one room together, each on a phone of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School


@pytest.fixture
def ivy(phones: Phones) -> Counting:
    return phones.counting("ivy", "204")


@pytest.fixture
def jonas(phones: Phones) -> Counting:
    """Jonas opens the room while nobody has scanned anything in it yet."""
    return phones.counting("jonas", "204")


def test_what_one_sees_leaves_the_others_list(ivy: Counting, jonas: Counting) -> None:
    ivy.count("A1001")
    jonas.count("A1002")
    jonas.expect_numbers(to_find=6, seen=2, off=0)
    expect(jonas.page.locator(".top .sub")).to_contain_text("with Ivy Delgado")
    jonas.show("Seen")
    expect(jonas.row("A1001")).to_contain_text("Ivy Delgado, ")
    # Hers asks again within ten seconds.
    ivy.expect_numbers(to_find=6, seen=2, off=0)


def test_both_names_mean_the_same_count(ivy: Counting, jonas: Counting, school: School) -> None:
    ivy.count("A1001")
    jonas.count("A1001", verdict="already")
    assert ivy.name != jonas.name
    assert ivy.told() == jonas.told()
    assert ivy.told()["seen"] == 1


def test_whoever_comes_later_joins_the_open_count(ivy: Counting, phones: Phones) -> None:
    ivy.count("A1001")
    jonas = phones.counting("jonas", "204")
    assert jonas.name == ivy.name
    jonas.expect_numbers(to_find=7, seen=1, off=0)


def test_one_undoes_what_the_other_saw(ivy: Counting, phones: Phones) -> None:
    ivy.count("A1001")
    jonas = phones.counting("jonas", "204")
    jonas.show("Seen")
    jonas.row("A1001").get_by_role("button", name="Undo").click()
    jonas.expect_numbers(to_find=8, seen=0, off=0)
    jonas.expect_unsent(0)
    assert ivy.told()["seen"] == 0


def test_who_was_late_still_counts_and_learns_who_finished(
    ivy: Counting, jonas: Counting, school: School
) -> None:
    """Jonas walks without a signal; Ivy finishes; then his phone is heard."""
    ivy.count("A1001")
    jonas.page.context.set_offline(True)
    for code in ("A1002", "A1011", "X-7781"):
        jonas.type(code)
        jonas.expect("kept", code)
    ivy.finish()
    assert told_by(ivy) == {"seen": 1, "missing": 7, "elsewhere": 0, "unregistered": 0, "late": 0}

    jonas.page.context.set_offline(False)
    jonas.expect_unsent(0)
    expect(jonas.page.get_by_text("This count is finished")).to_be_visible()
    expect(jonas.page.locator("#closed")).to_contain_text("Ivy Delgado finished it at")
    assert told_by(ivy) == {"seen": 2, "missing": 6, "elsewhere": 1, "unregistered": 1, "late": 3}

    jonas.page.get_by_role("link", name="See what was left").click()
    expect(jonas.page.get_by_text("3 sightings were heard after the finish")).to_be_visible()
    expect(jonas.page.get_by_role("row", name="A1002")).to_contain_text("late")
    assert school.faults() == []


def test_the_late_one_may_finish_first(ivy: Counting, jonas: Counting, school: School) -> None:
    """Jonas's phone is heard again, and he finishes; Ivy, who has the difference before her, finishes after him."""
    ivy.count("A1001")
    jonas.page.context.set_offline(True)
    jonas.type("A1002")
    jonas.expect("kept", "A1002")
    ivy.see_difference()

    jonas.page.context.set_offline(False)
    jonas.expect_unsent(0)
    jonas.finish()
    assert told_by(jonas) == {"seen": 2, "missing": 6, "elsewhere": 0, "unregistered": 0, "late": 0}

    ivy.page.get_by_role("button", name="Finish room").click()
    expect(ivy.page.get_by_text("Jonas Reyes had finished this count already")).to_be_visible()
    assert told_by(ivy) == told_by(jonas)
    assert school.faults() == []


def told_by(counting: Counting) -> dict[str, int]:
    """The numbers of the count whose page is open."""
    told = counting.told_of_the_finished()
    numbers = {name: len(told[name]) for name in ("missing", "elsewhere", "unregistered")}
    return {"seen": told["seen"], **numbers, "late": told["late"]}
