"""Marshall Middle as the faults meet it: a server that may die and come back, on a database that may be put back."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, select
from werkzeug.test import TestResponse

from app import clock
from app.db import begin_writing, db, uuid7
from app.domain import access, losses, register
from app.domain.access.accounts import disable
from app.models import Asset, Grant, SignIn
from tests.applications import lent
from tests.conftest import FixedClock
from tests.district import District, Visitor
from tests.faults.homes import Home
from tests.faults.model_phone import Kept, ModelPhone


class Killed(BaseException):
    """The process is gone in the middle; no handler of ours hears of it."""


@dataclass
class Hand:
    """A phone, who holds it, and what its pages know: the names of counts, and the versions of devices."""

    phone: ModelPhone
    who: str
    visitor: Visitor
    skew: timedelta = timedelta()
    audits: dict[tuple[str, str], str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


@dataclass
class Waylaid:
    """A request that is still on its way: it will arrive with the session it was sent in."""

    cookie: str | None
    who: str
    envelope: dict[str, Any]


class SchoolUnderTest:
    """Everything there is: the server, the phones, every green tick, and what is still on its way."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.time = FixedClock()
        clock.set_clock(lambda: self.time.now)
        self.url = home.fresh()
        self.backup: Path | None = None
        self.backups = self.restored = 0
        self._running = ExitStack()
        self.app = self._running.enter_context(lent(self.url, folder))
        with self.app.app_context():
            self.district = District("8217", "8729")
            self.people = {who: str(self.district.user(who).uuid) for who in ("ivy", "jonas", "tess")}
            self.rooms = {code: str(self.district.room(code).uuid) for code in ("204", "205", "LIB", "STO")}
            self.assets = {
                tag: str(uuid) for tag, uuid in db.session.execute(select(Asset.tag, Asset.uuid)) if tag
            }
        self.ticks: dict[str, Kept] = {}
        self.made_on: dict[str, str] = {}
        self.delivered_by: dict[str, set[str]] = {}
        self.on_the_way: list[Waylaid] = []
        self.rights_changed = False
        self.touched = True
        self.hands = [self._hand("ivy"), self._hand("tess")]

    @property
    def phones(self) -> list[ModelPhone]:
        return [hand.phone for hand in self.hands]

    def _hand(self, who: str) -> Hand:
        hand = Hand(ModelPhone(clock.now), who, Visitor(self.app.test_client()))
        hand.phone.clock = lambda: self.time.now + hand.skew
        hand.visitor.sign_in(f"{who}@marshall.test")
        return hand

    def end(self) -> None:
        self._dispose()
        self._running.close()
        self.home.give_back()
        clock.set_clock(None)

    def _dispose(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    # What people do on their phones.

    def ticks_off(self, hand: Hand, kind: str, payload: dict[str, Any], base: int | None = None) -> Kept:
        kept = hand.phone.keep(self.people[hand.who], kind, payload, base)
        self.ticks[kept.op_id] = kept
        self.made_on[kept.op_id] = hand.phone.device
        return kept

    def skews(self, hand: Hand, minutes: int) -> None:
        """The phone's clock is wrong by so much from here on."""
        hand.skew = timedelta(minutes=minutes)

    def audit(self, hand: Hand, room: str) -> str:
        return hand.audits.setdefault((hand.who, room), str(uuid7()))

    def takes(self, hand: Hand, who: str) -> None:
        """The phone changes hands: whoever had it signs out."""
        hand.visitor.post("/sign-out")
        hand.who = who
        self.signs_in(hand)

    def signs_in(self, hand: Hand) -> None:
        hand.visitor.sign_in(f"{hand.who}@marshall.test")

    # What the line does to what they send.

    def sends(self, hand: Hand, batch: list[Kept], *, heard: bool = True, times: int = 1) -> TestResponse:
        """A batch arrives, `times` times; its answer is heard or not."""
        actor = self.people[hand.who]
        envelope = hand.phone.envelope(actor, batch)
        for _ in range(times):
            answer = self.deliver(hand.visitor, hand.who, envelope)
        if heard:
            hand.phone.hear(actor, batch, answer.status_code, answer.headers, answer.get_json(silent=True))
        return answer

    def deliver(self, visitor: Visitor, who: str, envelope: dict[str, Any]) -> TestResponse:
        for sent in envelope["operations"]:
            self.delivered_by.setdefault(sent["sha256"], set()).add(self.people[who])
        self.touched = True
        answer = visitor.sync(envelope)
        assert answer.status_code in (200, 401), (answer.status_code, answer.text[:500])
        assert answer.headers["X-Rollcall"] == "1"
        return answer

    def waylays(self, hand: Hand, batch: list[Kept]) -> None:
        cookie = hand.visitor.client.get_cookie("rollcall")
        envelope = hand.phone.envelope(self.people[hand.who], batch)
        self.on_the_way.append(Waylaid(cookie.value if cookie else None, hand.who, envelope))

    def arrives(self, which: int) -> None:
        """Late, after whatever was sent since; nobody hears the answer any more."""
        late = self.on_the_way.pop(which % len(self.on_the_way))
        visitor = Visitor(self.app.test_client())
        if late.cookie is not None:
            visitor.set_cookie(late.cookie)
        self.deliver(visitor, late.who, late.envelope)

    # What happens to the server.

    def restarts(self) -> None:
        """Another process on the same database; browsers come back with their cookies."""
        self._dispose()
        self.touched = True
        before, self._running = self._running, ExitStack()
        self.app = self._running.enter_context(lent(self.url, self.folder))
        before.close()
        for hand in self.hands:
            cookie = hand.visitor.client.get_cookie("rollcall")
            hand.visitor = Visitor(self.app.test_client())
            if cookie is not None:
                hand.visitor.set_cookie(cookie.value)

    def is_killed_sending(self, hand: Hand, batch: list[Kept]) -> None:
        """The server dies when it is about to commit."""

        def die(_connection: Any) -> None:
            raise Killed

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "commit", die)
        try:
            self.sends(hand, batch, heard=False)
        except Killed:
            pass
        finally:
            event.remove(engine, "commit", die)
        self.restarts()

    def backs_up(self) -> None:
        """`flask backup`: from now on phones may forget what is in it, and do."""
        self.backups += 1
        shutil.rmtree(self.folder / "backups", ignore_errors=True)
        self.runs("backup", str(self.folder / "backups"))
        [self.backup] = (self.folder / "backups").glob("*.zip")
        self.touched = True

    def restores(self) -> None:
        """`flask restore` puts the last backup in the place of everything, while no server runs."""
        if self.backup is not None:
            self.restored += 1
            self._dispose()
            self.runs("restore", str(self.backup), "--yes")
            self.restarts()

    def runs(self, *command: str) -> None:
        """`flask …`, which must end well."""
        ended = self.app.test_cli_runner().invoke(args=command)
        assert ended.exit_code == 0, (ended.output, ended.exception)

    # What others do meanwhile.

    @contextmanager
    def at_a_desk(self) -> Iterator[None]:
        self.touched = True
        with self.app.app_context():
            begin_writing()
            yield
            db.session.commit()

    def reports(self, tag: str, kind: str) -> None:
        with self.at_a_desk():
            asset = self.district.asset(tag)
            if asset.state not in ("lost", "stolen"):
                losses.report(asset, kind, self.district.act("jonas"))

    def moves_on_a_page(self, tag: str, room: str) -> None:
        with self.at_a_desk():
            asset = self.district.asset(tag)
            if asset.state in ("deployed", "in_stock"):
                register.move(asset, self.district.room(room), self.district.act("jonas"))

    def role(self, who: str, role: str | None) -> None:
        self.rights_changed = True
        with self.at_a_desk():
            user = self.district.user(who)
            db.session.execute(delete(Grant).where(Grant.user_id == user.id))
            if role:
                access.grant(user, role, site=self.district.site("8217"))

    def disables(self, who: str) -> None:
        with self.at_a_desk():
            disable(self.district.user(who))

    def enables(self, who: str) -> None:
        with self.at_a_desk():
            self.district.user(who).disabled_at = None

    def ends_sessions(self, who: str) -> None:
        with self.at_a_desk():
            db.session.execute(delete(SignIn).where(SignIn.user_id == self.district.user(who).id))
