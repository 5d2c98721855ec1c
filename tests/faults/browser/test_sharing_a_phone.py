"""One phone, several people: what each did stays theirs, and whoever leaves leaves no name behind."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from sqlalchemy import select, update

from app.db import db
from app.models import Grant, Sighting, SignIn, User
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import PHONE
from tests.browser.journeys.school import School
from tests.browser.offline.installed import everything_kept, sign_in
from tests.district import PEOPLE
from tests.faults.browser.handset import Handsets

# Whose name would give somebody away: every one of the staff, and the students.
NAMES = [name for name, _, _ in PEOPLE.values()] + ["Sam", "Nguyen", "Zora", "Hidden", "700001"]


@pytest.fixture
def phone(browser: Browser, school: School) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, base_url=school.address)
    yield context
    context.close()


def test_fault_16_what_ivy_left_waits_for_her_while_jonas_works(
    phone: BrowserContext, school: School
) -> None:
    page = phone.new_page()
    sign_in(page, "ivy")
    phone.route("**/sync", lambda route: route.abort())
    scans(page, school, "205", "A1011", "A1012")
    leaves(page, kept="2. It waits for I.D.")
    expect(page.locator("who-waits")).to_contain_text("2 not sent yet, by I.D.")

    phone.unroute("**/sync")
    sign_in(page, "jonas")
    scans(page, school, "204", "A1001").expect_unsent(0)
    expect(page.locator("unsent-pill .others")).to_have_text("+2 of others who used this browser")
    page.goto("/queue")
    expect(page.locator("queue-page")).to_contain_text("Held for I.D.")
    expect(page.locator("queue-page [data-others]")).to_contain_text("Waiting for their next sign-in: 2")
    leaves(page)

    sign_in(page, "ivy")
    scans(page, school, "205").expect_unsent(0)
    assert under_whom(school, "A1011", "A1012", "A1001") == {
        ("A1011", "Ivy Delgado"),
        ("A1012", "Ivy Delgado"),
        ("A1001", "Jonas Reyes"),
    }


def test_fault_17_both_scan_the_same_device_and_both_are_believed(handsets: Handsets, school: School) -> None:
    phone = handsets("ivy")
    phone.breaks(lambda route: route.abort())
    phone.tags = cycle(["A1002"])
    [ivys] = phone.scans()
    phone.sign_in("jonas")
    phone.load("jonas")
    [jonass] = phone.scans()
    phone.mends()
    phone.drains()
    waits = {one["op_id"] for one in phone.kept() if "waiting" in one}
    assert waits == {ivys}

    phone.sign_in("ivy")
    phone.load("ivy")
    phone.drains()
    told = {one["op_id"]: one["verdict"] for one in phone.kept()}
    assert told == {jonass: "here", ivys: "already"}
    assert under_whom(school, "A1002") == {("A1002", "Ivy Delgado"), ("A1002", "Jonas Reyes")}


def test_fault_30_leaving_without_a_network_wipes_at_once_and_is_told_first(
    phone: BrowserContext, school: School
) -> None:
    page = phone.new_page()
    sign_in(page, "tess")
    page.goto("/more")
    counting = phone.new_page()
    held = scans(counting, school, "LIB")
    phone.set_offline(True)
    types(held, "A1003", "A1004")
    counting.close()
    leaves(page, kept="2. It waits for T.R.", arrives=False)
    expect(page.locator("sign-out dialog")).to_contain_text("Kept for their owners: 2")
    wiped(page)
    assert [one["payload"]["code"] for one in Counting(page, school).kept() if one["kind"] == "audit.sight"]

    asked: list[str] = []
    phone.on("request", lambda request: asked.append(path(request)))
    phone.set_offline(False)
    expect(page.locator("who-waits")).to_contain_text("2 not sent yet, by T.R.")
    assert asked[0] == "POST /sign-out"
    assert under_whom(school, "A1003", "A1004") == set()
    with school.app.app_context():
        open_ones = select(SignIn).join(User).where(User.name == "Tess Rivera", SignIn.ended_at.is_(None))
        assert db.session.scalars(open_ones).all() == []

    sign_in(page, "tess")
    returned = scans(page, school, "LIB")
    returned.expect_unsent(0)
    with school.changing() as district:
        tess = district.user("tess")
        db.session.execute(update(Grant).where(Grant.user_id == tess.id).values(role="finance"))
    returned.type("A1005")
    returned.expect("rejected", "You have no right")
    leaves(page)
    assert "You have no right" not in wiped(page)
    assert under_whom(school, "A1003", "A1004") == {("A1003", "Tess Rivera"), ("A1004", "Tess Rivera")}


def scans(page: Page, school: School, room: str, *codes: str) -> Counting:
    """Somebody opens a room and types what stands on its devices."""
    counting = Counting(page, school)
    counting.open(room)
    return types(counting, *codes)


def types(counting: Counting, *codes: str) -> Counting:
    for code in codes:
        counting.type(code)
        expect(counting.card).to_contain_text(code)
    return counting


def leaves(page: Page, kept: str | None = None, *, arrives: bool = True) -> None:
    """Sign out on the page that has the button."""
    if not page.url.endswith("/more"):
        page.goto("/more")
    page.locator("sign-out").get_by_role("button", name="Sign out").click()
    if kept:
        expect(page.locator("sign-out dialog")).to_contain_text(kept, timeout=15_000)
        page.locator("sign-out dialog").get_by_role("button", name="Sign out").click()
    if arrives:
        expect(page.get_by_text("You are signed out. Names and lists were wiped")).to_be_visible()


def wiped(page: Page) -> str:
    """Everything that the browser still keeps, and nobody's name in it."""
    kept = everything_kept(page)
    for place, text in kept.items():
        assert not [name for name in NAMES if name in text], place
        assert not place.startswith("snapshots"), place
    return " ".join(text for place, text in kept.items() if place.startswith("operations"))


def under_whom(school: School, *codes: str) -> set[tuple[str, str]]:
    with school.app.app_context():
        who = select(Sighting.code, User.name).join(User, User.id == Sighting.by_id)
        return {(code, name) for code, name in db.session.execute(who.where(Sighting.code.in_(codes)))}


def path(request: Request) -> str:
    return f"{request.method} /{request.url.split('/', 3)[3]}"
