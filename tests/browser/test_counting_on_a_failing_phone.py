"""A phone that cannot keep anything says so and ticks nothing; one that lost hold of its store takes it up again."""

from playwright.sync_api import Playwright

from tests.browser.chromium import launch
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School, sign_in_by_hand


def test_at_an_address_without_https_nothing_is_said_to_be_kept(
    playwright: Playwright, phones: Phones, school: School
) -> None:
    browser = launch(playwright, args=["--host-resolver-rules=MAP rollcall.test 127.0.0.1"])
    address = school.address.replace("127.0.0.1", "rollcall.test")
    page = browser.new_context(base_url=address).new_page()
    page.goto("/")
    sign_in_by_hand(page)
    counting = Counting(page, school)
    counting.open("204")
    counting.type("A1001")
    counting.expect("insecure", "begins with https")
    browser.close()


def test_a_phone_that_cannot_keep_anything_ticks_nothing(phones: Phones, school: School) -> None:
    page = phones("ivy")
    page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    counting = Counting(page, school)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    counting.open("204")
    counting.type("A1001")
    counting.expect("unkept", "Not kept", "A1001", "This browser has no space left")
    counting.expect_numbers(to_find=8, seen=0, off=0)
    assert not any(url.endswith("/sync") for url in sent)


def test_a_connection_to_the_store_that_died_in_the_pocket_is_opened_again(
    phones: Phones, school: School
) -> None:
    page = phones("ivy")
    page.add_init_script("""
        const open = IDBFactory.prototype.open
        IDBFactory.prototype.open = function (...args) {
            const opening = open.apply(this, args)
            opening.addEventListener("success", () => (window.store = opening.result))
            return opening
        }""")
    counting = Counting(page, school)
    counting.open("204")
    counting.count("A1001")
    page.evaluate("store.close()")
    counting.count("A1002")
    assert [one["seq"] for one in counting.kept()] == [1, 2]
