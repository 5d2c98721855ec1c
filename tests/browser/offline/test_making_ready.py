"""Nothing is called ready that is not: why a phone cannot be made ready is said in words."""

from datetime import datetime

from playwright.sync_api import Playwright, expect

from app import clock
from tests.browser.asked import asked
from tests.browser.chromium import launch
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.offline.installed import sign_in

NO_TRUST = (
    "ServiceWorkerContainer.prototype.register = async () => { throw new DOMException('', 'SecurityError') }"
)
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })"
# As a full disk does: when the transaction is to be written down.
NO_SPACE = """const honest = IDBObjectStore.prototype.put
IDBObjectStore.prototype.put = function (...asked) {
    const put = honest.apply(this, asked)
    if (this.name !== "snapshots") return put
    const full = () => new DOMException("full", "QuotaExceededError")
    Object.defineProperty(this.transaction, "error", { get: full })
    put.addEventListener("success", () => this.transaction.abort())
    return put
}"""
KEEPS_NOTHING = "IDBFactory.prototype.open = () => { throw new DOMException('', 'InvalidStateError') }"

BROKEN = {
    NO_TRUST: "does not trust the server’s certificate",
    NO_WORKER: "this browser cannot keep pages",
    NO_SPACE: "no space left",
    KEEPS_NOTHING: "keeps nothing, as private windows do",
}
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
)
AN_HOUR_OLD = """async () => {
    const later = document.querySelector("script[src*=later]").src
    const { fetchSnapshot } = await import(later.replace("shell/later", "offline/snapshots"))
    const { Phone } = await import(later.replace("shell/later", "offline/phone"))
    const snapshot = await fetchSnapshot("8217")
    const fetched_at = new Date(Date.now() - 3_600_000).toISOString()
    await new Phone().write(["snapshots"], ({ snapshots }) => snapshots.put({ ...snapshot, fetched_at }))
}"""


def test_why_a_phone_cannot_be_made_ready_is_said(phones: Phones) -> None:
    for broken, words in BROKEN.items():
        page = phones("ivy", service_workers="allow")
        page.add_init_script(broken)
        page.goto("/rooms")
        ready = page.locator("offline-readiness")
        if broken != KEEPS_NOTHING:
            ready.get_by_role("button", name="Make ready").click()
        expect(ready).to_contain_text(words, use_inner_text=True, timeout=20_000)
        expect(ready).to_have_attribute("data-state", "trouble")


def test_at_an_address_without_https_offline_is_off_and_says_so(
    playwright: Playwright, school: School
) -> None:
    browser = launch(playwright, args=["--host-resolver-rules=MAP rollcall.test 127.0.0.1"])
    page = browser.new_context(base_url=school.address.replace("127.0.0.1", "rollcall.test")).new_page()
    sign_in(page)
    ready = page.locator("offline-readiness")
    expect(ready).to_contain_text("the address does not begin with https", use_inner_text=True)
    browser.close()


def test_what_was_fetched_an_hour_ago_is_fetched_anew_by_itself(phones: Phones) -> None:
    page = phones("ivy")
    page.goto("/rooms")
    asked(page, AN_HOUR_OLD)
    with page.expect_response("**/offline/snapshot?site=8217") as renewed:
        page.goto("/more")
    assert renewed.value.ok


def test_a_phone_that_lives_in_another_zone_says_the_districts_time(phones: Phones, school: School) -> None:
    """What the server wrote and what the phone says beside it are of one clock: here that of the school."""
    page = phones("ivy", timezone_id="Asia/Tokyo")
    page.goto("/rooms")
    told = asked(
        page,
        """async () => {
            const { src } = document.querySelector("script[src*='/js/shell/']")
            const { when } = await import(src.replace(/\\/shell\\/.*/, "/offline/saying.js"))
            const now = new Date()
            return [now.toISOString(), when(now), when("2026-01-05T05:14:00Z")]
        }""",
    )
    now = datetime.fromisoformat(told[0]).astimezone(clock.zone())
    assert told[1].replace("\u202f", " ") == f"{now:%-I:%M %p}"
    assert "Sun" in told[2]
    assert "9:14" in told[2]


def test_a_tab_of_an_iphone_is_no_place_to_count_in(phones: Phones) -> None:
    page = phones("ivy", user_agent=IPHONE)
    page.goto("/rooms")
    ready = page.locator("offline-readiness")
    expect(ready).to_contain_text("Do not count rooms in this tab", use_inner_text=True)
    ready.get_by_role("link", name="Put Rollcall on the home screen").click()
    expect(page.get_by_text("it does not move to the app on the home screen")).to_be_visible()
    expect(page.locator("h2").first).to_have_text("On an iPhone or iPad")
