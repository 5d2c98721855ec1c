"""The signal goes in the middle of a count: nothing is ticked that is not kept, and all of it arrives afterwards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select, update

from app.db import db
from app.models import Grant, Sighting, User
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School, sign_in_by_hand

OURS = {"X-Rollcall": "1", "Content-Type": "application/json"}


@pytest.fixture
def room_204(phones: Phones) -> Counting:
    return phones.counting("ivy", "204")


def test_what_is_scanned_without_a_network_is_kept_and_arrives_afterwards(room_204: Counting) -> None:
    room_204.count("A1001")
    room_204.expect_numbers(to_find=7, seen=1, off=0)
    room_204.page.context.set_offline(True)
    for code in ("A1002", "A1003", "A1011"):
        room_204.type(code)
        room_204.expect("kept", code, "as soon as there is a connection")
    room_204.expect_unsent(3)
    room_204.show("Seen")
    expect(room_204.page.locator("#waiting")).to_contain_text("A1003")
    room_204.expect_numbers(to_find=7, seen=1, off=0)
    expect(room_204.page.locator("[data-verdict=here], #seen .row.here")).to_have_count(1)

    room_204.page.context.set_offline(False)
    room_204.expect("elsewhere", "A1011")
    room_204.expect_unsent(0)
    room_204.expect_numbers(to_find=5, seen=3, off=1)
    expect(room_204.page.locator("#waiting")).to_be_hidden()


def test_a_room_is_finished_while_something_waits_that_nobody_judged(room_204: Counting) -> None:
    """This phone carries no list of the school: what it saw is judged when it is heard."""
    page = room_204.page
    page.context.set_offline(True)
    room_204.type("A1001")
    room_204.expect("kept", "A1001")
    page.get_by_role("link", name="Finish room").click()
    expect(page.get_by_role("link", name="1 not judged yet")).to_be_visible()
    page.get_by_role("button", name="Finish room").click()
    expect(page.get_by_text("Finished in this browser")).to_be_visible()
    name = room_204.name

    page.context.set_offline(False)
    room_204.expect_unsent(0)
    expect(page.get_by_text("The office has it.")).to_be_visible()
    assert room_204.school.audit(name)["seen"] == 1
    assert room_204.school.audit(name)["finished_at"] is not None


def test_an_undo_without_a_network_holds(room_204: Counting) -> None:
    room_204.page.context.set_offline(True)
    room_204.type("A1001")
    room_204.expect("kept", "A1001")
    room_204.undo()
    room_204.expect_unsent(2)
    room_204.page.context.set_offline(False)
    room_204.expect_unsent(0)
    room_204.expect_numbers(to_find=8, seen=0, off=0)


def html(route: Route) -> None:
    """A guest network's sign-in page, polite and with 200."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to CoffeeNet</h1>")


def bare_json(route: Route) -> None:
    route.fulfill(status=200, json={"results": []})


def another_hash(route: Route) -> None:
    """It sounds like us, and speaks of something else."""
    answer = route.fetch().json()
    for result in answer["results"]:
        result["sha256"] = "0" * 64
    route.fulfill(status=200, headers=OURS, json=answer)


def trouble(route: Route) -> None:
    route.fulfill(status=503, headers={**OURS, "Retry-After": "1"}, json={"error": "busy"})


def gone_on_the_way_back(route: Route) -> None:
    """The server takes it in and commits; its answer never arrives."""
    route.fetch()
    route.abort()


@pytest.mark.parametrize("broken", [html, bare_json, another_hash, trouble, gone_on_the_way_back])
def test_only_the_servers_own_answer_is_believed(
    room_204: Counting, broken: Callable[[Route], None], school: School
) -> None:
    room_204.page.route("**/sync", broken)
    room_204.type("A1001")
    room_204.expect("kept", "A1001")
    room_204.expect_unsent(1)
    assert "outcome" not in room_204.kept()[0]

    room_204.page.unroute("**/sync")
    room_204.expect("here", "A1001")
    room_204.expect_unsent(0)
    with school.app.app_context():
        assert db.session.scalars(select(Sighting.code)).all() == ["A1001"]


def test_what_waits_survives_a_reload(room_204: Counting) -> None:
    room_204.page.route("**/sync", lambda route: route.abort())
    room_204.type("A1001")
    room_204.expect("kept", "A1001")
    room_204.page.reload()
    room_204.expect_unsent(1)
    room_204.show("Seen")
    expect(room_204.page.locator("#waiting")).to_contain_text("A1001")

    room_204.page.unroute("**/sync")
    room_204.expect_unsent(0)
    room_204.expect_numbers(to_find=7, seen=1, off=0)


def test_signed_out_in_the_middle_nothing_is_lost(room_204: Counting, school: School) -> None:
    phone = room_204.page.context
    phone.clear_cookies()
    room_204.type("A1001")
    room_204.expect("signed-out", "Your work is kept in this browser")
    room_204.expect_unsent(1)

    room_204.page.get_by_role("link", name="Sign in").click()
    sign_in_by_hand(room_204.page)
    room_204.expect_unsent(0)
    room_204.expect_numbers(to_find=7, seen=1, off=0)


def test_what_ivy_scanned_is_never_sent_under_jonass_name(phones: Phones, school: School) -> None:
    counting = phones.counting("ivy", "204")
    counting.page.route("**/sync", lambda route: route.abort())
    counting.type("A1001")
    counting.expect("kept", "A1001")
    counting.page.unroute("**/sync")

    counting.page.context.clear_cookies()
    school.sign_in(counting.page.context, "jonas")
    counting.open("204")
    counting.count("A1002")
    counting.expect_unsent(0)
    assert counting.told()["seen"] == 1

    counting.page.context.clear_cookies()
    school.sign_in(counting.page.context, "ivy")
    counting.open("204")
    counting.expect_unsent(0)
    counting.expect_numbers(to_find=6, seen=2, off=0)
    with school.app.app_context():
        who = select(Sighting.code, User.name).join(User, User.id == Sighting.by_id)
        assert dict(db.session.execute(who).all()) == {"A1001": "Ivy Delgado", "A1002": "Jonas Reyes"}


def test_on_a_page_left_open_by_ivy_jonas_sends_nothing_of_hers(room_204: Counting, school: School) -> None:
    room_204.page.context.clear_cookies()
    school.sign_in(room_204.page.context, "jonas")
    room_204.type("A1001")
    room_204.expect("held_back", "Another person made this in this browser")
    room_204.expect_unsent(1)
    assert "outcome" not in room_204.kept()[0]


def test_two_tabs_of_one_person_share_one_row_of_numbers(room_204: Counting, school: School) -> None:
    other = Counting(room_204.page.context.new_page(), school)
    other.open("204")
    for one, two in (("A1001", "A1002"), ("A1003", "A1004"), ("A1005", "A1011")):
        room_204.type(one)
        other.type(two)
    other.expect_numbers(to_find=3, seen=5, off=1)
    assert [one["seq"] for one in other.kept()] == [1, 2, 3, 4, 5, 6]
    assert len({one["op_id"] for one in other.kept()}) == 6


def test_a_right_that_was_lost_meanwhile_is_said_and_the_scan_stays_to_be_settled(
    room_204: Counting, school: School
) -> None:
    room_204.count("A1001")
    with school.changing() as district:
        ivy = district.user("ivy")
        db.session.execute(update(Grant).where(Grant.user_id == ivy.id).values(role="finance"))
    room_204.type("A1002")
    room_204.expect("rejected", "A1002", "You have no right to do this")
    room_204.expect_unsent(0)
