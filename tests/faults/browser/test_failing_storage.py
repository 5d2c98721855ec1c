"""What a phone's own store may do: nothing is ticked that it does not hold, and the person learns why."""

from tests.browser.asked import STORE, asked
from tests.faults.browser.handset import Handset, Handsets, fill, ledger

# Every connection that a page opens is noted, so that it can be killed as iOS kills those of an app in the background.
CONNECTIONS = """
    const open = IDBFactory.prototype.open
    window.connections = []
    IDBFactory.prototype.open = function (...asked) {
        const opening = open.apply(this, asked)
        opening.addEventListener("success", () => connections.push(opening.result))
        return opening
    }
"""


def test_fault_11_handle_killed(handsets: Handsets) -> None:
    phone = handsets("ivy", CONNECTIONS)
    phone.scans(2)
    phone.page.evaluate("connections.forEach((connection) => connection.close())")
    phone.scans(2)
    phone.expect_sent()


def test_fault_11_every_handle_killed(handsets: Handsets) -> None:
    """Where opening it anew does not help, nothing is ticked, and the person is told at once."""
    phone = handsets("ivy", CONNECTIONS)
    phone.scans(1)
    phone.page.evaluate("""() => {
        window.honest = IDBDatabase.prototype.transaction
        IDBDatabase.prototype.transaction = () => { throw new DOMException("lost", "InvalidStateError") }
    }""")
    assert phone.tries() == {"reason": "dead"}
    assert phone.page.evaluate("[outbox.fault, ...faults]") == ["dead", "dead"]
    phone.page.evaluate("() => { IDBDatabase.prototype.transaction = honest }")
    phone.scans(1)
    phone.expect_sent()
    assert phone.page.evaluate("outbox.fault") is None


# A connection whose requests are never met; while it is silent, what takes five seconds takes a moment here.
SILENT = """
    const { setTimeout } = window
    const never = () => new Promise(() => {})
    const { open } = IDBFactory.prototype
    const { objectStore } = IDBTransaction.prototype
    window.fall = (silent) => {
        const patience = (pause) => (silent && pause === 5000 ? 50 : pause)
        window.setTimeout = (act, pause, ...more) => setTimeout(act, patience(pause), ...more)
        IDBFactory.prototype.open = (...asked) => { fall(false); return open.apply(indexedDB, asked) }
        IDBTransaction.prototype.objectStore = silent
            ? () => ({ get: never, getKey: never, index: () => ({ getAll: never, count: never }) })
            : objectStore
    }
"""


def test_fault_11_a_connection_that_never_answers(handsets: Handsets) -> None:
    phone = handsets("ivy", SILENT)
    phone.scans(1)
    phone.expect_sent()
    phone.page.evaluate("fall(true)")
    phone.scans(1)
    phone.expect_sent()


def test_fault_12_quota_exceeded(phone: Handset) -> None:
    """The phone is full: no tick; what it holds can be carried out of it, and goes on being sent."""
    phone.context.set_offline(True)
    phone.scans(3)
    fill(phone.page)
    assert phone.tries() == {"reason": "full"}
    assert phone.page.evaluate("[outbox.fault, outbox.waiting]") == ["full", 3]
    exported = asked(phone.page, "outbox.exported()")
    assert [(one["body"], one["sha256"]) for one in exported["operations"]] == [
        (one["body"], one["sha256"]) for one in phone.kept()
    ]
    assert (exported["rollcall"], exported["v"], exported["device_id"] is None) == ("queue", 1, False)
    phone.page.evaluate("() => { IDBObjectStore.prototype.add = honest }")
    phone.context.set_offline(False)
    phone.scans(1)
    phone.expect_sent()


def test_fault_12_a_body_that_went_bad_in_the_store(phone: Handset) -> None:
    """Half an operation is all that is left of it: it stays where it is, and the rest goes on."""
    phone.context.set_offline(True)
    spoilt, *rest = phone.scans(4)
    asked(phone.page, SPOIL, spoilt)
    phone.context.set_offline(False)
    phone.eventually(lambda: phone.waiting() == [spoilt])
    assert set(ledger(phone.school, phone.ticks)) == set(rest)
    phone.expect_true_count()


# While nobody sends: whoever does has read it before.
SPOIL = (
    f"async (op_id) => navigator.locks.request('rollcall.outbox', async () => {{ {STORE}"
    """
    const database = await opened()
    const within = database.transaction("operations", "readwrite")
    const operations = within.objectStore("operations")
    const operation = await asked(operations.get(op_id))
    operations.put({ ...operation, body: operation.body.slice(0, 80) })
    await done(within)
    database.close()
})"""
)


def test_fault_14_private_mode(handsets: Handsets) -> None:
    """No store at all, and one that may not be opened."""
    for without in (
        "Object.defineProperty(window, 'indexedDB', { value: undefined })",
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }",
    ):
        phone = handsets("ivy", without)
        phone.until("outbox.fault")
        assert phone.tries() == {"reason": "unavailable"}
        assert set(phone.page.evaluate("faults")) == {"unavailable"}
        assert phone.ticks == []


def test_fault_10_upgrade_blocked_by_an_old_tab(handsets: Handsets) -> None:
    """A page of an old release that will not step aside keeps the new one from keeping: it says so, then goes on."""
    phone = handsets("ivy")
    old = phone.context.new_page()
    phone.page.close()
    old.goto(f"{phone.school.address}/healthz")
    asked(old, HELD_BY_THE_RELEASE_BEFORE)
    new = Handset(phone.context, phone.school, "ivy")
    new.until("outbox.fault")
    assert new.tries() == {"reason": "blocked"}
    old.close()
    new.until("!outbox.fault")
    new.scans(2)
    new.expect_sent()


HELD_BY_THE_RELEASE_BEFORE = (
    f"async () => {{ {STORE}"
    """
    await asked(indexedDB.deleteDatabase("rollcall"))
    const opening = indexedDB.open("rollcall", 1)
    opening.onupgradeneeded = () => {
        opening.result.createObjectStore("phone")
        const operations = opening.result.createObjectStore("operations", { keyPath: "op_id" })
        operations.createIndex("waiting", ["waiting", "seq"])
        operations.createIndex("seq", ["actor", "seq"], { unique: true })
    }
    window.held = await asked(opening)
}"""
)


def test_fault_13_the_store_was_cleared(phone: Handset) -> None:
    """The phone's name goes with its counter: what comes afterwards is another phone, which begins at one."""
    phone.scans(2)
    phone.expect_sent()
    before = phone.kept()
    phone.page.goto(f"{phone.school.address}/healthz")
    asked(phone.page, f"async () => {{ {STORE} await asked(indexedDB.deleteDatabase('rollcall')) }}")
    phone.load("ivy")
    phone.ticks.clear()
    phone.scans(2)
    phone.expect_sent()
    assert devices(phone.kept()).isdisjoint(devices(before))


def devices(operations: list[dict[str, str]]) -> set[str]:
    return {operation["body"].partition('"device_id":"')[2][:36] for operation in operations}


ANSWERED = (
    f"(async () => {{ {STORE}"
    """
    const database = await opened()
    const persisted = await asked(database.transaction("phone").objectStore("phone").get("persisted"))
    database.close()
    return typeof persisted === "boolean"
})()"""
)


def test_the_browser_is_asked_to_keep_the_store_for_good(phone: Handset) -> None:
    phone.scans(1)
    phone.until(f"await {ANSWERED}")
