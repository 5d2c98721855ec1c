"""A phone with nothing on it but the queue: it keeps what somebody scans, and we note every tick it gave."""

from collections.abc import Callable
from itertools import cycle
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlalchemy import select

from app.db import db, uuid7
from app.models import Operation, Sighting, User
from tests.browser.asked import asked
from tests.browser.journeys.counting import KEPT
from tests.browser.journeys.school import School

OURS = {"X-Rollcall": "1", "Content-Type": "application/json"}
PATIENCE = 15_000
TAGS = [f"A100{number}" for number in range(1, 9)]
# The modules of the product, on the barest page it has.
LOADED = """async ([modules, actor]) => {
    const { outboxOf, waitingOnThisPhone } = await import(`${modules}/offline/outbox.js`)
    window.counted = async () => (await waitingOnThisPhone()).find((one) => one.actor === actor)?.count ?? 0
    window.outbox = outboxOf(actor)
    await outbox.ready
    window.told = []
    outbox.addEventListener("answered", ({ detail }) => told.push(detail.result))
    window.faults = []
    outbox.addEventListener("fault", ({ detail }) => faults.push(detail.reason))
    window.sight = (payload) => outbox.keep("audit.sight", payload).then(({ op_id }) => op_id)
}"""
TICKED = """(payload) => sight(payload).then((op_id) => ({ op_id }), ({ reason }) => ({ reason }))"""


class Handset:
    """`ticks` are the names of all that this phone said to be kept: the oracle."""

    def __init__(self, context: BrowserContext, school: School, who: str, page: Page | None = None) -> None:
        self.context = context
        self.school = school
        self.who = who
        self.ticks: list[str] = []
        self.audit = str(uuid7())
        self.tags = cycle(TAGS)
        self.page = page or context.new_page()
        self.page.goto(f"{school.address}/healthz")
        self.load(who)

    def load(self, who: str) -> None:
        """Open whose queue it is on the page that is there."""
        self.who = who
        asked(self.page, LOADED, [self.modules, actor(self.school, who)])

    @property
    def modules(self) -> str:
        return f"{self.school.app.static_url_path}/js"

    def reload(self) -> None:
        self.page.reload()
        self.load(self.who)

    def sign_in(self, who: str) -> None:
        self.context.clear_cookies()
        self.school.sign_in(self.context, who)

    def scans(self, number: int = 1) -> list[str]:
        """Scan devices of room 204; each has to be ticked."""
        ticked = [self.tries() for _ in range(number)]
        assert all("op_id" in tick for tick in ticked), ticked
        return [tick["op_id"] for tick in ticked]

    def tries(self) -> dict[str, str]:
        """Scan a device: its name when it was ticked, the reason when it was not."""
        tick: dict[str, str] = asked(self.page, TICKED, self.payload())
        if "op_id" in tick:
            self.ticks.append(tick["op_id"])
        return tick

    def payload(self) -> dict[str, Any]:
        room = str(self.school.room("204"))
        return {"audit": self.audit, "room": room, "code": next(self.tags), "asset": None, "method": "typed"}

    def breaks(self, broken: Callable[[Route], None]) -> None:
        self.context.route("**/sync", broken)

    def mends(self) -> None:
        self.context.unroute_all(behavior="ignoreErrors")

    def drains(self) -> None:
        """Everything is tried once."""
        asked(self.page, "outbox.drain()")

    def until(self, condition: str) -> None:
        """Wait for the page; our policy forbids it to evaluate text by itself."""
        met = asked(
            self.page,
            f"""async () => {{
            for (const end = Date.now() + {PATIENCE}; Date.now() < end; await new Promise((go) => setTimeout(go, 20)))
                if ({condition}) return true
        }}""",
        )
        assert met, (condition, self.shown, self.trouble)

    def eventually(self, is_so: Callable[[], bool]) -> None:
        """Wait for the server, or the store of the phone."""
        for _ in range(PATIENCE // 50):
            if is_so():
                return
            self.page.wait_for_timeout(50)
        assert is_so(), (self.shown, self.trouble)

    def expect_true_count(self) -> None:
        """I6: what is shown is what the store holds, as soon as the page has heard of it."""
        self.until("outbox.waiting === await counted()")

    @property
    def shown(self) -> int:
        return int(self.page.evaluate("outbox.waiting"))

    @property
    def trouble(self) -> str | None:
        trouble: str | None = self.page.evaluate("outbox.trouble")
        return trouble

    def kept(self) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = asked(self.page, KEPT)
        return kept

    def waiting(self) -> list[str]:
        return [one["op_id"] for one in self.kept() if "waiting" in one]

    def expect_sent(self) -> None:
        """The queue empties by itself; then every tick is in the ledger, once, under this person's name."""
        self.until("outbox.waiting === 0")
        self.expect_whole()
        assert self.waiting() == []

    def expect_whole(self) -> None:
        """I1, I2, I3 and I6: every tick is in the ledger or here, no number is missing, and the count is true."""
        heard = ledger(self.school, self.ticks)
        here = {one["op_id"]: one for one in self.kept()}
        for tick in self.ticks:
            assert tick in heard or "waiting" in here[tick], tick
        assert set(heard.values()) <= {self.who}
        numbers = [one["seq"] for one in here.values() if one["actor"] == actor(self.school, self.who)]
        assert numbers == list(range(1, len(self.ticks) + 1)), numbers
        assert self.shown == len(self.waiting())


class Handsets:
    def __init__(self, browser: Browser, school: School) -> None:
        self.browser = browser
        self.school = school
        self.contexts: list[BrowserContext] = []

    def __call__(self, who: str, script: str = "") -> Handset:
        """A new phone; `script` runs on its pages before anything of ours."""
        context = self.browser.new_context()
        self.contexts.append(context)
        if script:
            context.add_init_script(script)
        self.school.sign_in(context, who)
        return Handset(context, self.school, who)

    def collect(self) -> None:
        for context in self.contexts:
            context.unroute_all(behavior="ignoreErrors")
            context.close()


def actor(school: School, who: str) -> str:
    with school.app.app_context():
        return str(school.district.user(who).uuid)


def ledger(school: School, names: list[str]) -> dict[str, str]:
    """Who did what of these, by the server's records: an operation and the sighting it made, one of each."""
    with school.app.app_context():
        query = (
            select(Operation.op_id, User.email)
            .join(User, User.id == Operation.actor_id)
            .join(Sighting, Sighting.uuid == Operation.op_id)
            .where(Operation.op_id.in_(map(UUID, names)))
            .where(Operation.outcome == "applied", Sighting.by_id == Operation.actor_id)
        )
        rows = [(str(op_id), email.partition("@")[0]) for op_id, email in db.session.execute(query)]
        assert len(rows) == len(dict(rows))
        return dict(rows)


def fill(page: Page) -> None:
    """What is added is refused when the transaction is to be written down, as a full disk does."""
    page.evaluate("""() => {
        window.honest = IDBObjectStore.prototype.add
        IDBObjectStore.prototype.add = function (...asked) {
            const added = honest.apply(this, asked)
            const full = () => new DOMException("full", "QuotaExceededError")
            Object.defineProperty(this.transaction, "error", { get: full })
            added.addEventListener("success", () => this.transaction.abort())
            return added
        }
    }""")
