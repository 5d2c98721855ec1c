"""Whatever the order in which a desk's deeds, reports and replays are heard: one checkout, one place, one story."""

import json
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.db import db
from app.models import Asset, Checkout, Event, Operation, Person
from tests.district import District
from tests.phones import Phone, Sent, name_of

NewPhone = Callable[[str], Phone]
TAGS = ("A1001", "A1006", "A1020", "A1030")
ROOMS = ("204", "205", "STO")
BADGES = ("700001", "700002")

HANDED = ("custody.check_out", "custody.check_in")

tags, rooms, badges = st.sampled_from(TAGS), st.sampled_from(ROOMS), st.sampled_from(BADGES)
hands = st.integers(0, 2)
bases = st.sampled_from((None, 1, 2, 3))
minutes = st.integers(-600, 0)
DEEDS = st.one_of(
    st.tuples(st.just("out"), hands, tags, badges, bases, minutes),
    st.tuples(st.just("in"), hands, tags, rooms, bases, minutes),
    st.tuples(st.just("replace"), hands, tags, tags, bases, minutes),
    st.tuples(st.just("move"), hands, tags, rooms, bases, minutes),
    st.tuples(st.just("report"), hands, tags, st.sampled_from(("lost", "stolen", "damaged")), bases, minutes),
    st.tuples(st.just("see"), hands, tags, rooms, bases, minutes),
    st.tuples(st.just("undo"), hands, tags, st.sampled_from(("last", "next")), bases, minutes),
    st.tuples(st.just("condition"), hands, tags, st.sampled_from(("good", "damaged")), bases, minutes),
    st.tuples(st.just("settle"), hands, tags, st.sampled_from(("anew", "dismiss")), bases, minutes),
    st.tuples(
        st.just("cart"), hands, tags, st.sampled_from(("present", "missing", "swapped")), bases, minutes
    ),
)
Deed = tuple[str, int, str, str, int | None, int]


@settings(
    max_examples=15,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    deeds=st.lists(DEEDS, min_size=4, max_size=14),
    order=st.randoms(use_true_random=False),
    batch=st.integers(1, 5),
)
def test_one_checkout_one_place_and_the_ledger_explains_it(
    phone: NewPhone, district: District, deeds: list[Deed], order: Random, batch: int
) -> None:
    """Each example goes on where the one before it ended: that makes the histories longer still."""
    somebody_else(district)
    phones = [phone("ivy"), phone("jonas"), phone("tess")]
    made: list[tuple[int, Sent]] = []
    for one in deeds:
        if one[0] != "settle":
            made.append(
                (one[1], operation(phones[one[1]], one, [sent for hand, sent in made if hand == one[1]]))
            )
    heard = made + made[: len(made) // 2]
    order.shuffle(heard)
    answers: dict[str, str] = {}
    for hand, who in enumerate(phones):
        own = [sent for owner, sent in heard if owner == hand]
        for start in range(0, len(own), batch):
            for sent, told in zip(
                own[start : start + batch], who.sends(*own[start : start + batch]), strict=True
            ):
                assert told["outcome"] in ("applied", "conflict", "rejected"), told
                assert told["reason"] != "our_fault", told
                assert answers.setdefault(sent["sha256"], told["outcome"]) == told["outcome"]
        holds_together(district)
    for one in deeds:
        if one[0] == "settle":
            settle(phones[1], one[3])
            holds_together(district)
    assert district.faults() == []


def operation(who: Phone, deed: Deed, before: list[Sent]) -> Sent:
    kind, _, tag, other, base, ago = deed
    at = who.district.act().happened_at + timedelta(minutes=ago)
    if kind == "see":
        return who.sees(other, tag, at=at)
    if kind == "cart":
        cart, asset = who.district.asset("C1"), who.district.asset(tag)
        slot = {"slot": 1, "asset": str(asset.uuid), "code": None, "state": other}
        return who.makes("cart.confirm", {"cart": str(cart.uuid), "slots": [slot]}, at=at)
    if kind in ("undo", "condition"):
        done = [sent for sent in before if json.loads(sent["body"])["kind"] in HANDED]
        if done and other != "next":
            tag = json.loads(done[-1]["body"])["payload"]["code"]
        about = name_of(done[-1]) if done else str(uuid4())
        told = {"operation": about, "code": tag, "condition": other}
        return who.makes("custody.undo" if kind == "undo" else "custody.note_condition", told, at=at)
    room = who.room(other) if other in ROOMS else None
    deeds: dict[str, tuple[str, dict[str, Any]]] = {
        "out": ("custody.check_out", {"code": tag, "person": other}),
        "in": ("custody.check_in", {"code": tag, "room": room}),
        "replace": ("custody.replace", {"old": tag, "new": other, "reason": "broken"}),
        "move": ("asset.move", {"code": tag, "room": room}),
        "report": ("asset.report", {"code": tag, "kind": other}),
    }
    name, payload = deeds[kind]
    return who.makes(name, payload, base=base, at=at)


def settle(jonas: Phone, how: str) -> None:
    """Jonas settles the last of what was refused, one way or the other; what cannot be done is refused by name."""
    open_ones = select(Operation.op_id).where(Operation.outcome != "applied", Operation.settled_at.is_(None))
    db.session.rollback()
    op_id = db.session.scalar(open_ones.order_by(Operation.id.desc()).limit(1))
    if op_id is not None:
        form = {"note": "The register is right.", "after_check_in": "1"}
        answer = jonas.visitor.post(f"/attention/operations/{op_id}/{how}", data=form)
        assert answer.status_code in (303, 404, 409), answer.text


def holds_together(district: District) -> None:
    db.session.rollback()
    open_ones = (
        select(Checkout.asset_id, func.count()).where(Checkout.ended_at.is_(None)).group_by(Checkout.asset_id)
    )
    open_now = dict(db.session.execute(open_ones).all())
    assert set(open_now.values()) <= {1}
    for tag in TAGS:
        asset = district.asset(tag)
        assert (asset.id in open_now) == (asset.holder_id is not None) == (asset.state == "checked_out")
        assert sum(place is not None for place in (asset.room_id, asset.cart_id, asset.holder_id)) <= 1
        assert as_told(asset) == (asset.state, asset.version)


def as_told(asset: Asset) -> tuple[str, int]:
    """The state and the version that the events of an asset add up to."""
    state, version = "", 0
    touching = {"state", "site", "room", "cart", "slot", "holder"}
    for changes in db.session.scalars(
        select(Event.changes).where(Event.asset_id == asset.id).order_by(Event.number)
    ):
        state = changes.get("state", state)
        version += not touching.isdisjoint(changes)
    return state, version


def somebody_else(district: District) -> None:
    if db.session.scalar(select(Person.id).where(Person.badge == "700002")) is None:
        site = district.site("8217")
        db.session.add(
            Person(site_id=site.id, kind="student", given_name="Otto", family_name="O", badge="700002")
        )
        db.session.commit()
