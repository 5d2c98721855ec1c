"""One drainer at a time: by a lock, by a lease where there are no locks, and never kept waiting by one that sleeps."""

from playwright.sync_api import Route

from tests.browser.asked import STORE, asked
from tests.faults.browser.handset import Handset, Handsets

NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined })"
# A minute takes a moment.
IMPATIENT = """
    const { timeout } = AbortSignal
    AbortSignal.timeout = (pause) => timeout.call(AbortSignal, pause === 60000 ? 300 : pause)
"""
LEASE = (
    f"async (left) => {{ {STORE}"
    """
    const database = await opened()
    const within = database.transaction("phone", "readwrite")
    within.objectStore("phone").put({ holder: "asleep", until: Date.now() + left }, "lease of the outbox")
    await done(within)
    database.close()
}"""
)


def test_fault_09_two_tabs_without_locks(handsets: Handsets) -> None:
    phone = handsets("ivy", NO_LOCKS)
    other = Handset(phone.context, phone.school, "ivy")
    under_way, most, sent = 0, 0, 0

    def noting(route: Route) -> None:
        nonlocal under_way, most, sent
        under_way += 1
        most = max(most, under_way)
        sent += (route.request.post_data or "").count('\\"op_id\\"')
        answer = route.fetch()
        under_way -= 1
        route.fulfill(response=answer)

    phone.breaks(noting)
    many = "(payload) => { window.busy = Promise.all(Array.from({ length: 10 }, () => sight(payload))) }"
    for tab in (phone, other):
        tab.page.evaluate(many, tab.payload())
    for tab in (phone, other):
        phone.ticks += asked(tab.page, "busy")
    phone.expect_sent()
    other.expect_true_count()
    # One that was answered before may go along, to see whether the server still knows it.
    assert (most, sent in (20, 21, 22)) == (1, True)


def test_a_holder_that_fell_asleep_loses_its_turn(handsets: Handsets) -> None:
    phone = handsets("ivy", IMPATIENT)
    asleep = phone.context.new_page()
    asleep.goto(f"{phone.school.address}/healthz")
    asleep.evaluate(
        "void navigator.locks.request('rollcall.outbox', () => new Promise(() => {})).catch(() => {})"
    )
    phone.scans(2)
    phone.expect_sent()


def test_a_lease_ends_by_itself_and_one_from_the_future_is_none(handsets: Handsets) -> None:
    phone = handsets("ivy", NO_LOCKS)
    for left in (400, 86_400_000):
        asked(phone.page, LEASE, left)
        phone.scans(1)
        phone.expect_sent()
