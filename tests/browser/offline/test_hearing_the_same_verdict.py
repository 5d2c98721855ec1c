"""A phone without a network says of every code what the office would say: the same scans, both asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import url_for
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app import clock
from app.clock import written
from app.db import begin_writing, db, uuid7
from app.domain import audits, custody, losses, offline, register
from app.models import Asset, Enrollment, Person, Room, SchoolClass
from tests.browser.journeys.school import School
from tests.browser.offline.phone_modules import retold
from tests.district import District
from tests.phones import frozen

ROOMS = ("204", "205", "STO")
TAGS = ("A1001", "A1002", "A1006", "A1011", "A1012", "A1020", "A1030", "C1")
CODES = (
    *TAGS,
    "a1001",
    "PFA1002",
    "N1002",
    "DUO-1",
    "duo-1",
    "B2001",
    "HELLO",
    "hello ",
    "https://rollcall.test/t/A1011",
)
TROUBLES = ("lost", "stolen", "held", "taught", "moved", "retagged", "doubled", "doubled abroad")
KINDS = ("here", "found", "elsewhere", "held", "unregistered", "missing", "absent")

sights = st.tuples(
    st.just("sight"), st.sampled_from(ROOMS), st.sampled_from(CODES), st.integers(0, 1), st.booleans()
)
by_eye = st.tuples(st.just("seen"), st.sampled_from(ROOMS), st.sampled_from(TAGS))
undone = st.tuples(st.just("undo"), st.integers(0, 12))
absent = st.tuples(st.just("absent"), st.sampled_from(ROOMS), st.sampled_from(TAGS))
scans = st.lists(st.one_of(sights, sights, sights, undone, by_eye, absent), min_size=1, max_size=14)
troubles = st.lists(st.tuples(st.sampled_from(TROUBLES), st.sampled_from(TAGS)), max_size=5)


@pytest.fixture(scope="module")
def blank(no_camera: Browser) -> Iterator[Page]:
    page = no_camera.new_page()
    yield page
    page.close()


def test_a_phone_and_the_office_say_the_same(school: School, blank: Page) -> None:
    """Lost, held, elsewhere, with a former tag, with a code that two bear, taken back, early, in any batches."""
    with school.app.test_request_context():
        modules = school.address + url_for("static", filename="js/offline").rstrip("/")
    blank.goto(f"{school.address}/healthz")

    @settings(max_examples=60, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(troubles, scans, st.integers(1, 14))
    def both_asked(beset: list[tuple[str, str]], steps: list[tuple[Any, ...]], batch: int) -> None:
        with school.app.app_context():
            begin_writing()
            try:
                compare(Walked(school.district, beset), blank, modules, steps, batch)
            finally:
                db.session.rollback()

    both_asked()


def compare(walked: "Walked", page: Page, modules: str, steps: Sequence[tuple[Any, ...]], batch: int) -> None:
    asked = {
        "snapshot": walked.snapshot,
        "steps": walked.phrased(steps),
        "counts": walked.counts,
        "told": None,
    }
    phone = retold(page, modules, asked)
    for step, heard in zip(asked["steps"], phone["heard"], strict=True):
        step["payload"] = heard["payload"]
    office = walked.sent(asked["steps"], batch)

    for step, heard in zip(asked["steps"], phone["heard"], strict=True):
        answer = office[step["op_id"]]
        assert answer["outcome"] == "applied", answer
        assert heard["verdict"] == carried(answer.get("verdict")), (step, answer)
    assert phone["lists"] == {room: unheard_of(told) for room, told in walked.told().items()}

    informed = retold(page, modules, asked | {"told": office})
    assert informed["lists"] == walked.told()
    assert {heard["otherwise"] for heard in informed["heard"]} <= {None, "unregistered"}


def carried(verdict: str | None) -> str | None:
    """Of another school a phone carries nothing."""
    return "unregistered" if verdict == "other_site" else verdict


def unheard_of(told: dict[str, list[str]]) -> dict[str, list[str]]:
    unknown = sorted(told["unregistered"] + told["other_site"])
    return told | {"unregistered": unknown, "other_site": []}


@dataclass
class Walked:
    """Marshall Middle, beset by troubles, and the counts that Ivy's phone opened in three of its rooms."""

    district: District
    beset: list[tuple[str, str]]

    def __post_init__(self) -> None:
        self.ivy, self.audits = self.district.user("ivy"), {room: str(uuid7()) for room in ROOMS}
        for trouble, tag in self.beset:
            self._befalls(trouble, tag)
        db.session.flush()
        self.began = clock.now()
        self.snapshot = json.loads(
            json.dumps(offline.snapshot(self.district.site(self.district.marshall), self.ivy))
        )
        self.device = str(uuid7())

    @property
    def counts(self) -> list[dict[str, str]]:
        return [{"audit": self.audits[room], "room": self._room(room)} for room in ROOMS]

    def phrased(self, steps: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """The steps as operations without a number. An undo is of an earlier sighting."""
        said: list[dict[str, Any]] = []
        for number, (what, *facts) in enumerate(steps):
            early = what == "sight" and facts[3]
            at = self.began + timedelta(seconds=number) - timedelta(days=2 if early else 0)
            operation = {"op_id": str(uuid7()), "at": written(at), "pick": 0}
            if what == "undo":
                told = [one for one in said if one["kind"] == "audit.sight"]
                if not told:
                    continue
                target = told[facts[0] % len(told)]
                payload = {"audit": target["payload"]["audit"], "sighting": target["op_id"]}
                said.append(operation | {"kind": "audit.undo", "payload": payload})
            else:
                said.append(operation | self._said(what, *facts))
        return said

    def sent(self, steps: Sequence[dict[str, Any]], batch: int) -> dict[str, dict[str, Any]]:
        """What the office answers, by operation."""
        told: dict[str, dict[str, Any]] = {}
        for start in range(0, len(steps), batch):
            operations = [
                self._body(start + n + 1, step) for n, step in enumerate(steps[start : start + batch])
            ]
            envelope: dict[str, Any] = {
                "sent_at": written(clock.now()),
                "server_epoch": None,
                "last_seq": len(steps),
                "first_kept": 1,
            }
            answers, _ = offline.accept(
                offline.read_envelope(envelope | {"operations": operations}), self.ivy, clock.now()
            )
            told |= {
                str(one.op_id): one.adds | {"outcome": one.outcome, "settled_at": "9999"} for one in answers
            }
        return told

    def told(self) -> dict[str, dict[str, list[str]]]:
        """How each room's count stands, at the office."""
        found = {}
        for room, name in self.audits.items():
            audit = audits.audit_named(UUID(name))
            told = audits.difference(audit) if audit else audits.nothing_yet(self.district.room(room))
            lists = {kind: sorted(map(_named, getattr(told, kind))) for kind in (*KINDS, "other_site")}
            found[self._room(room)] = lists | {"unjudged": []}
        return found

    def _said(self, what: str, room: str, code: str, *more: Any) -> dict[str, Any]:
        payload: dict[str, Any] = {"audit": self.audits[room], "room": self._room(room)}
        if what == "absent":
            asset = str(self.district.asset(self._now(code)).uuid)
            return {"kind": "audit.absent", "payload": payload | {"asset": asset, "reason": "other"}}
        if what == "seen":
            asset = str(self.district.asset(self._now(code)).uuid)
            payload |= {"code": self._now(code), "asset": asset, "method": "seen"}
            return {"kind": "audit.sight", "payload": payload}
        payload |= {"code": code, "asset": None, "method": "camera"}
        return {"kind": "audit.sight", "payload": payload, "pick": more[0]}

    def _body(self, seq: int, step: dict[str, Any]) -> dict[str, str]:
        made: dict[str, Any] = {
            "op_id": step["op_id"],
            "v": 1,
            "device_id": self.device,
            "seq": seq,
            "base_version": None,
        }
        made |= {"actor_id": str(self.ivy.uuid), "kind": step["kind"], "captured_at": step["at"]}
        return frozen(json.dumps(made | {"payload": step["payload"]}))

    def _befalls(self, trouble: str, tag: str) -> None:
        asset, act = self.district.asset(self._now(tag)), self.district.act()
        if trouble in ("lost", "stolen") and not asset.missing_from_sight:
            losses.report(asset, trouble, act)
        elif trouble == "held" and asset.state in ("deployed", "in_stock") and not asset.slots:
            sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
            custody.check_out(asset, sam, act)
        elif trouble == "taught":
            _learns_in(self.district.room("204"))
        elif trouble == "moved" and asset.state in ("deployed", "in_stock"):
            register.move(asset, self.district.room("205"), act)
        elif trouble == "retagged":
            register.retag(asset, f"N{tag[1:]}", act)
        elif trouble.startswith("doubled"):
            twin = "B2001" if trouble.endswith("abroad") else "A1005"
            for one in (asset, self.district.asset(twin)):
                register.identify(one, "DUO-1", act)

    def _now(self, tag: str) -> str:
        """The tag that a device bears now."""
        new = f"N{tag[1:]}"
        return new if db.session.scalar(select(Asset.id).where(Asset.tag == new)) else tag

    def _room(self, code: str) -> str:
        return str(self.district.room(code).uuid)


def _learns_in(room: Room) -> None:
    """A class of Sam's meets there, so that whatever Sam holds is expected there, too."""
    sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    lesson = SchoolClass(site_id=room.site_id, title="Science", room_id=room.id)
    db.session.add(Enrollment(school_class=lesson, person_id=sam.id))
    db.session.flush()


def _named(each: Any) -> str:
    """A device by its tag, something unknown by its code, another school's by what was read."""
    if hasattr(each, "sighting"):
        return each.sighting.code if each.verdict == "other_site" else str(each.asset.tag)
    return str(each.asset.tag if hasattr(each, "reason") else getattr(each, "tag", None) or each.code)
