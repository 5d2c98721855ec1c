"""A phone dies at the worst moment: every tick it gave is on it when it wakes, and gets to the ledger once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import pytest
from playwright.sync_api import BrowserContext, CDPSession, Error, Playwright, Route

from tests.browser.asked import STORE, asked
from tests.browser.chromium import QUIET, executable, is_root
from tests.browser.journeys.school import School
from tests.faults.browser.handset import Handset, actor, ledger

Wake = Callable[[], BrowserContext]
REMEMBER = (
    f"async (uuid) => {{ {STORE}"
    """
    const database = await opened()
    const within = database.transaction("phone", "readwrite")
    within.objectStore("phone").put({ uuid }, "person")
    await done(within)
    database.close()
}"""
)
# As the product's own pages do it; a worker that cannot take everything along would be waited for without end.
REGISTER = """async () => {
    const { installing, waiting, active } = await navigator.serviceWorker.register("/sw.js", { type: "module" })
    const worker = installing ?? waiting ?? active
    await new Promise((resolve, reject) => {
        const look = () => {
            if (worker.state === "activated") resolve()
            if (worker.state === "redundant") reject(new Error("something it takes along was not there"))
        }
        worker.addEventListener("statechange", look)
        look()
    })
}"""


@pytest.fixture
def wake(playwright: Playwright, tmp_path: Path) -> Iterator[Wake]:
    """The same phone, switched on again and again."""
    contexts = []

    def on() -> BrowserContext:
        args = [*QUIET, *(["--no-sandbox"] if is_root() else [])]
        contexts.append(
            playwright.chromium.launch_persistent_context(
                tmp_path / "phone", executable_path=executable(), args=args
            )
        )
        return contexts[-1]

    yield on
    contexts[-1].close()


def kill(tmp_path: Path) -> None:
    """Without a word to it: the browser that has this phone's folder, and all of its processes."""
    mark = f"--user-data-dir={tmp_path / 'phone'}"
    ours = [one for one in psutil.process_iter(["cmdline"]) if mark in (one.info["cmdline"] or [])]
    family = {child for one in ours for child in [one, *one.children(recursive=True)]}
    for process in family:
        process.kill()
    _, left = psutil.wait_procs(family, timeout=30)
    assert not left, left


def handset(context: BrowserContext, school: School, ticks: list[str]) -> Handset:
    school.sign_in(context, "ivy")
    phone = Handset(context, school, "ivy", context.pages[0])
    phone.ticks = ticks
    return phone


def test_fault_06_killed_right_after_the_tick(wake: Wake, school: School, tmp_path: Path) -> None:
    phone = handset(wake(), school, [])
    phone.context.set_offline(True)
    ticks = phone.scans(5)
    kill(tmp_path)
    again = handset(wake(), school, ticks)
    again.expect_sent()


def test_fault_07_killed_in_the_middle_of_a_drain(wake: Wake, school: School, tmp_path: Path) -> None:
    """The server has it all, and the phone died before it heard so."""
    phone = handset(wake(), school, [])
    phone.context.set_offline(True)
    ticks = phone.scans(5)
    died = Event()

    def dies() -> None:
        kill(tmp_path)
        died.set()

    with after_the_commit(school, dies):
        with suppress(Error):
            phone.context.set_offline(False)
        assert died.wait(60)
    assert len(ledger(school, ticks)) == 5
    again = handset(wake(), school, ticks)
    assert all("outcome" not in one for one in again.kept() if "waiting" in one)
    again.expect_sent()
    assert [one["again"] for one in again.kept()] == [True] * 5


@contextmanager
def after_the_commit(school: School, act: Callable[[], None]) -> Iterator[None]:
    """Something happens while the server's answer to a batch is still on its way."""
    answers = school.app.wsgi_app

    def slowly(environ: Any, start: Any) -> Any:
        answer = answers(environ, start)
        if environ["PATH_INFO"] == "/sync":
            act()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(school.app, "wsgi_app", slowly)
        yield


class Worker:
    """The service worker of a phone, and the hand that stops it."""

    def __init__(self, phone: Handset) -> None:
        self.tools: CDPSession = phone.context.new_cdp_session(phone.page)
        self.registration = ""
        self.origin = phone.school.address
        self.tools.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self.tools.send("ServiceWorker.enable")
        asked(phone.page, REGISTER)
        asked(phone.page, REMEMBER, actor(phone.school, phone.who))

    def _registered(self, told: dict[str, Any]) -> None:
        for registration in told["registrations"]:
            if registration["scopeURL"].startswith(self.origin):
                self.registration = registration["registrationId"]

    def hears_of_a_network(self) -> None:
        told = {"origin": self.origin, "registrationId": self.registration, "tag": "outbox"}
        self.tools.send("ServiceWorker.dispatchSyncEvent", told | {"lastChance": False})

    def stops(self) -> None:
        self.tools.send("ServiceWorker.stopAllWorkers")


def test_fault_08_worker_stopped_in_the_middle_of_its_fetch(phone: Handset) -> None:
    """The worker alone sends, and is stopped after the server has committed; called again, it ends what it began."""
    phone.breaks(lambda route: route.abort())
    phone.scans(3)
    worker = Worker(phone)
    # A page without the queue: nobody but the worker is there to send.
    phone.page.reload()
    phone.mends()
    committed, stopped = Event(), Event()

    def is_stopped() -> None:
        committed.set()
        assert stopped.wait(60)

    with after_the_commit(phone.school, is_stopped):
        worker.hears_of_a_network()
        assert committed.wait(60)
        worker.stops()
        stopped.set()
    assert len(ledger(phone.school, phone.ticks)) == 3
    assert len(phone.waiting()) == 3
    worker.hears_of_a_network()
    phone.eventually(lambda: not phone.waiting())
    phone.load("ivy")
    phone.expect_sent()
    assert all(one["again"] for one in phone.kept())


def test_fault_09_two_tabs_and_the_worker_at_once(phone: Handset) -> None:
    """One row of numbers, one drainer at a time, and each tab knows what the others did."""
    worker = Worker(phone)
    other = Handset(phone.context, phone.school, "ivy")
    sent: list[str] = []
    at_once = [0, 0]

    def noting(route: Route) -> None:
        at_once[0] += 1
        at_once[1] = max(at_once)
        sent.append(route.request.post_data or "")
        answer = route.fetch()
        at_once[0] -= 1
        route.fulfill(response=answer)

    phone.breaks(noting)
    many = "(payload) => { window.busy = Promise.all(Array.from({ length: 25 }, () => sight(payload))) }"
    for tab in (phone, other):
        tab.page.evaluate(many, tab.payload())
    worker.hears_of_a_network()
    for tab in (phone, other):
        phone.ticks += asked(tab.page, "busy")
    assert len(set(phone.ticks)) == 50
    phone.expect_sent()
    other.until("outbox.waiting === 0")
    told = [set(tab.page.evaluate("told.map(({ op_id }) => op_id)")) for tab in (phone, other)]
    assert told[0] == told[1] == set(phone.ticks)
    assert at_once[1] == 1
    assert sum(body.count('\\"op_id\\"') for body in sent) == 50
