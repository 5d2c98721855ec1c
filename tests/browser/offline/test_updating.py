"""A new release comes when somebody says so, and not while a room is being counted in any window."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import static_files
from tests.applications import application
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.offline.installed import make_ready

LOOK_FOR_UPDATE = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)"
RELEASES = "caches.keys()"
# Releases that come in, are put aside at the door, or before it; then what is locked.
LET_IN = """async (release) => {
    const { takeOver } = await import(`${release}/js/offline/app_worker.js`)
    const coming = (state, then) => Object.assign(new EventTarget(), { state, postMessage() {
        if (then) queueMicrotask(() => { this.state = then; this.dispatchEvent(new Event("statechange")) })
    } })
    // Whoever sends just now is let through first.
    const tried = async (make) => {
        await navigator.locks.request("rollcall.outbox", () => {})
        return takeOver({ waiting: make() })
    }
    const comesIn = async (make) => {
        for (let left = 100; left; left--) if (await tried(make)) return true
    }
    const told = [
        await comesIn(() => coming("installed", "activated")), await tried(() => coming("installed", "redundant")),
        await tried(() => coming("redundant")), await comesIn(() => null),
    ]
    const { held } = await navigator.locks.query()
    return [told, held.map(({ name }) => name).filter((name) => name === "rollcall.scanning")]
}"""
KEPT_IN_SPANISH = """async () => {
    const spoken = async () => (await caches.match("/offline")).headers.get("Content-Language")
    for (let left = 300; left; left--) {
        if ((await spoken()) === "es") return true
        await new Promise((resolve) => setTimeout(resolve, 50))
    }
}"""


@pytest.fixture
def rooms(phones: Phones) -> Page:
    page = phones("ivy", service_workers="allow")
    page.goto("/rooms")
    make_ready(page)
    return page


def test_an_update_waits_until_nobody_counts(
    rooms: Page, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(rooms.context.new_page(), school)
    counting.open("204")
    counting.count("A1001")
    release = rooms.evaluate(RELEASES)

    monkeypatch.setattr(static_files, "release_with_pages", lambda _app: "next")
    rooms.evaluate(LOOK_FOR_UPDATE)
    offer = rooms.locator("app-update")
    expect(offer).to_contain_text("A new version of Rollcall is ready", timeout=20_000)
    expect(counting.page.locator("app-update")).to_be_hidden()
    offer.get_by_role("button", name="Update").click()
    expect(offer).to_contain_text("as soon as no room is being counted")
    counting.count("A1002")
    assert set(release) < set(rooms.evaluate(RELEASES))

    with rooms.expect_event("load"):
        counting.page.goto("/more")
    expect(rooms.locator("offline-readiness")).to_contain_text("Ready for offline")
    assert rooms.evaluate(RELEASES) == ["rollcall-next"]
    rooms.context.set_offline(True)
    rooms.reload()
    expect(rooms.locator("carried-rooms")).to_contain_text("Room 204")
    with school.app.app_context():
        assert school.district.faults() == []


def test_after_an_update_nothing_is_asked_of_the_release_before(
    rooms: Page, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = school.app.static_url_path
    monkeypatch.setattr(static_files, "release", lambda _folder: "next")
    monkeypatch.setattr(static_files, "release_with_pages", lambda _app: "next with pages")
    updated = application(school.app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    monkeypatch.setattr(school.app, "wsgi_app", updated.wsgi_app)
    rooms.evaluate(LOOK_FOR_UPDATE)
    with rooms.expect_event("load"):
        rooms.get_by_role("button", name="Update").click(timeout=20_000)

    asked: list[str] = []
    rooms.on("request", lambda request: asked.append(request.url))
    counting = Counting(rooms, school)
    counting.open("204")
    counting.count("A1001")
    assert any("/static/next/" in url for url in asked)
    assert [url for url in asked if f"{before}/" in url] == []


def test_an_update_that_never_comes_in_holds_up_nobody(rooms: Page, school: School) -> None:
    told, held = rooms.evaluate(LET_IN, school.app.static_url_path)
    assert (told, held) == ([True, False, False, True], [])


def test_the_worker_leaves_alone_whatever_is_sent(rooms: Page, school: School) -> None:
    counting = Counting(rooms, school)
    with rooms.expect_response(re.compile("/count$")) as opened:
        counting.open("204")
    assert opened.value.from_service_worker
    # What is kept may be sent by the worker itself, whoever is quicker; this is the page's own.
    with rooms.expect_response("**/sync") as sent:
        rooms.evaluate("fetch('/sync', { method: 'POST', headers: { 'X-Rollcall': '1' } }).then(() => true)")
    assert not sent.value.from_service_worker
    counting.count("A1001")
    with rooms.expect_response("**/more") as part:
        rooms.evaluate("fetch('/more', { headers: { 'HX-Request': 'true' } }).then(() => true)")
    assert not part.value.from_service_worker
    counting.expect_unsent(0)
    assert counting.told()["seen"] == 1


def test_another_language_reaches_the_pages_that_the_phone_keeps(rooms: Page, school: School) -> None:
    school.speak(rooms.context, "es")
    rooms.goto("/more")
    assert rooms.evaluate(KEPT_IN_SPANISH)
    rooms.context.set_offline(True)
    rooms.goto("/rooms")
    expect(rooms.locator("html")).to_have_attribute("lang", "es")
    expect(rooms.locator("carried-rooms")).to_contain_text("Room 204")
