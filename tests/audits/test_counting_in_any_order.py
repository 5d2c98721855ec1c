"""Whatever order two phones are heard in, however often and in whatever portions: the room's difference is the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.db import begin_writing, db
from app.domain import audits, losses, offline
from app.domain.codes import look_up_key
from app.models import Asset, Discrepancy
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, Sent, at_a_desk

NewPhone = Callable[[str], Phone]

# Here; here, in a cart; lost; lost in the middle; elsewhere; held; Lincoln's; nobody's, spelled two ways.
CODES = ("A1001", "A1002", "A1006", "A1005", "A1004", "A1011", "A1030", "B2001", "NOBODY’S", "nobody’s ")
EXPECTED = ("A1001", "A1002", "A1003")

actions = st.one_of(
    st.tuples(st.just("sees"), st.sampled_from(CODES)),
    st.tuples(st.just("sees"), st.sampled_from(CODES)),
    st.tuples(st.just("sees in 205"), st.sampled_from(("A1001", "A1011"))),
    st.tuples(st.just("undoes"), st.integers(0, 30)),
    st.tuples(
        st.just("explains"), st.tuples(st.sampled_from(EXPECTED), st.sampled_from(("at_home", "other")))
    ),
)
turns = st.lists(st.tuples(st.integers(0, 1), actions), min_size=2, max_size=14)


@dataclass
class Afternoon:
    """Two phones in one room, without a network: what they did, in the order of the clock."""

    phones: tuple[Phone, Phone]
    done: list[tuple[int, Sent]]

    def lived(self, turns: list[tuple[int, tuple[str, Any]]], begin: datetime) -> "Afternoon":
        at = begin
        for who, phone in enumerate(self.phones):
            opening = {"audit": phone.audit("204"), "room": phone.room("204")}
            self.done.append((who, phone.makes("audit.open", opening, at=at)))
        for who, (what, about) in turns:
            at += timedelta(minutes=1)
            self.done.append((who, self._did(self.phones[who], what, about, at)))
        for who, phone in enumerate(self.phones):
            self.done.append((who, phone.finishes("204", at=begin + timedelta(hours=1))))
        return self

    def _did(self, phone: Phone, what: str, about: Any, at: datetime) -> Sent:
        if what == "undoes":
            return phone.undoes(self.done[about % len(self.done)][1], at=at)
        if what == "explains":
            return phone.explains("204", *about, at=at)
        return phone.sees("205" if what == "sees in 205" else "204", about, at=at)


@pytest.fixture
def begin(district: District, fixed_clock: FixedClock) -> datetime:
    """One device is lost from the start, one is reported lost in the middle; the phones are heard later."""
    begin = fixed_clock.now
    with at_a_desk():
        losses.report(district.asset("A1005"), "lost", district.act())
        losses.report(
            district.asset("A1004"), "lost", district.act().at(begin + timedelta(minutes=7, seconds=30))
        )
    fixed_clock.pass_time(hours=2)
    return begin


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=turns, data=st.data())
def test_the_difference_is_the_same(
    phone: NewPhone, district: District, begin: datetime, turns: list[Any], data: st.DataObject
) -> None:
    afternoon = Afternoon((phone("ivy"), phone("tess")), []).lived(turns, begin)
    in_order = outcome(district, afternoon, afternoon.done, [1])
    heard = [
        *data.draw(st.permutations(afternoon.done)),
        *data.draw(st.lists(st.sampled_from(afternoon.done), max_size=5)),
    ]
    portions = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    assert outcome(district, afternoon, heard, portions) == in_order


def outcome(
    district: District, afternoon: Afternoon, heard: list[tuple[int, Sent]], portions: list[int]
) -> Any:
    """What the register and the count say once all was heard; nothing of it is committed."""
    db.session.rollback()
    begin_writing()
    try:
        for phone, operations in batches(afternoon, heard, portions):
            envelope = offline.read_envelope(phone.envelope(*operations))
            answers, _ = offline.accept(envelope, district.user(phone.who), clock.now())
            assert {answer.outcome for answer in answers} == {"applied"}
        return {
            "count": difference(afternoon.phones[0]),
            "assets": assets(),
            "open": open_discrepancies(),
        }
    finally:
        db.session.rollback()


def batches(
    afternoon: Afternoon, heard: list[tuple[int, Sent]], portions: list[int]
) -> Iterator[tuple[Phone, list[Sent]]]:
    portion = cycle(portions)
    for who, run in groupby(heard, key=itemgetter(0)):
        waiting = [operation for _, operation in run]
        while waiting:
            size = next(portion)
            yield afternoon.phones[who], waiting[:size]
            waiting = waiting[size:]


def difference(phone: Phone) -> dict[str, Any]:
    audit = audits.audit_named(UUID(phone.audit("204")))
    assert audit is not None
    told = audits.difference(audit)
    kinds = ("here", "found", "elsewhere", "held", "other_site")
    return {
        "finished": audit.finished_at,
        "expected": tags(told.expected),
        "missing": sorted(str(asset) for asset in told.missing),
        "absent": sorted((str(absence.asset), absence.reason) for absence in told.absent),
        "unregistered": [look_up_key(sighting.code) for sighting in told.unregistered],
        **{kind: sorted(str(seen.asset) for seen in getattr(told, kind)) for kind in kinds},
    }


def assets() -> list[Any]:
    columns = (
        Asset.tag,
        Asset.state,
        Asset.room_id,
        Asset.holder_id,
        Asset.last_seen_at,
        Asset.last_seen_room_id,
    )
    return list(db.session.execute(select(*columns).order_by(Asset.id)).all())


def open_discrepancies() -> list[Any]:
    found = select(Discrepancy.audit_id, Discrepancy.kind, Discrepancy.asset_id, Discrepancy.code)
    rows = db.session.execute(found.where(Discrepancy.settled_at.is_(None)))
    return sorted((kind, asset_id or 0, look_up_key(code or "")) for _, kind, asset_id, code in rows)


def tags(keys: set[int]) -> list[str | None]:
    return list(db.session.scalars(select(Asset.tag).where(Asset.id.in_(keys)).order_by(Asset.tag)))
