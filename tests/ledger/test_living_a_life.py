"""Whatever happens to devices, in whatever order: the register says what a page of plain Python says."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from app.db import begin_writing, db, uuid7
from app.domain import audits, carts, custody, ledger, losses, register
from app.domain.audits import Count, Reading
from app.domain.carts import HeldBySomebody, NotInThisCart, SlotTaken
from app.domain.ledger import Act
from app.domain.lifecycle import NotFromThisState
from app.domain.refusals import Refusal
from app.domain.register import StillHeld, TagTaken
from app.models import Asset, Checkout, Person, Room, Sighting
from tests.district import District

ROOMS = ("204", "205", "LIB", "STO")
PLACED = ("in_stock", "deployed")


@dataclass
class Told:
    """A device as it should be."""

    tag: str
    state: str
    room: str | None
    holder: str | None = None
    slot: int | None = None
    version: int = 1
    codes: set[str] = field(default_factory=set)

    def placed(self, room: str) -> None:
        self.state, self.room, self.slot = ("in_stock" if room == "STO" else "deployed"), room, None
        self.holder = None
        self.version += 1


class Lives(RuleBasedStateMachine):
    """Nothing here is committed: each run ends as if it had not been."""

    district: District
    devices = Bundle("devices")
    rooms = st.sampled_from(ROOMS)
    people = st.sampled_from(("Nguyen", "Hidden"))

    @initialize()
    def begin(self) -> None:
        db.session.rollback()
        begin_writing()
        self.told: dict[int, Told] = {}
        self.act: Act = self.district.act()
        self.model = self.district.asset("A1001").model
        self.cart = self.district.asset("C1")
        self.places = {room.code: room for room in db.session.scalars(select(Room))}
        self.persons = {person.family_name: person for person in db.session.scalars(select(Person))}

    @rule(target=devices, room=st.one_of(st.none(), rooms))
    def arrives(self, room: str | None) -> int:
        tag = f"L{len(self.told):04}"
        site = self.places["204"].site
        place = self.places[room] if room else None
        asset = register.register(site, room=place, model=self.model, act=self.act, tag=tag)
        state = "in_stock" if room in (None, "STO") else "deployed"
        self.told[asset.id] = Told(tag, state, room, codes={tag})
        return asset.id

    @rule(key=devices, room=rooms)
    def is_moved(self, key: int, room: str) -> None:
        told = self.told[key]
        stands_there = told.room == room and told.slot is None
        refusal = {"checked_out": StillHeld, "lost": NotFromThisState, "stolen": NotFromThisState}.get(
            told.state
        )
        moved = self.happens(lambda asset: register.move(asset, self.places[room], self.act), key, refusal)
        if moved and not stands_there:
            told.placed(room)

    @rule(key=devices, slot=st.integers(1, 36))
    def is_put_into_the_cart(self, key: int, slot: int) -> None:
        told = self.told[key]
        # A1006 and A1007 lie in the first two slots.
        taken = slot <= 2 or any(other.slot == slot for other in self.told.values() if other is not told)
        fits = None if told.state in PLACED else NotFromThisState
        refusal: type[Refusal] | None = HeldBySomebody if told.holder else SlotTaken if taken else fits
        lay_there = told.slot == slot
        if (
            self.happens(lambda asset: carts.load(self.cart, asset, slot, self.act), key, refusal)
            and not lay_there
        ):
            told.state, told.room, told.slot = "deployed", None, slot
            told.version += 1

    @rule(key=devices)
    def is_taken_out_of_the_cart(self, key: int) -> None:
        told = self.told[key]
        refusal = None if told.slot else NotInThisCart
        if self.happens(lambda asset: carts.take_out(self.cart, asset, self.act), key, refusal):
            told.placed("204")

    @rule(key=devices, person=people)
    def goes_to(self, key: int, person: str) -> None:
        told = self.told[key]
        refusal = None if told.state in PLACED else Refusal
        if self.happens(lambda asset: custody.check_out(asset, self.persons[person], self.act), key, refusal):
            told.state, told.holder, told.room, told.slot = "checked_out", person, None, None
            told.version += 1

    @rule(key=devices, room=rooms)
    def comes_back(self, key: int, room: str) -> None:
        told = self.told[key]
        refusal = None if told.state == "checked_out" else NotFromThisState
        if self.happens(lambda asset: custody.check_in(asset, self.places[room], self.act), key, refusal):
            told.placed(room)

    @rule(key=devices, kind=st.sampled_from(("lost", "stolen")))
    def is_gone(self, key: int, kind: str) -> None:
        told = self.told[key]
        refusal = NotFromThisState if told.state == kind else None
        if self.happens(lambda asset: losses.report(asset, kind, self.act), key, refusal):
            told.state, told.room, told.holder, told.slot = kind, None, None, None
            told.version += 1

    @rule(key=devices, room=rooms, undone=st.booleans())
    def is_seen(self, key: int, room: str, undone: bool) -> None:
        """What was lost is found where it is seen; unless whoever saw it takes that back at once."""
        told, name = self.told[key], uuid7()
        asset = db.session.get_one(Asset, key)
        audit = audits.join_or_open(uuid7(), self.places[room], self.act)
        seen_before = key in Count.of(audit).seen
        act = Act(self.act.actor, "sync", self.act.happened_at, self.act.heard_at, name)
        seen = audits.sight(Reading(Count.of(audit), name, told.tag, "camera", act, [asset]))
        lost = told.state in ("lost", "stolen")
        assert (seen.verdict == "found") == lost
        assert (seen.verdict == "already") == (seen_before and not lost)
        if lost:
            was = told.state
            told.placed(room)
        if undone:
            others = self.sightings_of(key) > 1
            audits.undo(name, act)
            if lost and not others:
                told.state, told.room = was, None
                told.version += 1

    @rule(key=devices, number=st.integers(0, 6))
    def gets_a_new_tag(self, key: int, number: int) -> None:
        told, tag = self.told[key], f"T{number}"
        taken = any(tag == other.tag for other in self.told.values() if other is not told)
        if self.happens(lambda asset: register.retag(asset, tag, self.act), key, TagTaken if taken else None):
            told.codes |= {tag}
            told.tag = tag

    @rule(key=devices, room=rooms)
    def is_moved_and_it_is_taken_back(self, key: int, room: str) -> None:
        attempt = db.session.begin_nested()
        with suppress(Refusal):
            register.move(db.session.get_one(Asset, key), self.places[room], self.act)
        attempt.rollback()

    @invariant()
    def every_row_is_as_told(self) -> None:
        for key, told in getattr(self, "told", {}).items():
            asset = db.session.get_one(Asset, key)
            assert (asset.tag, asset.state, asset.version) == (told.tag, told.state, told.version)
            assert (asset.room.code if asset.room else None) == told.room
            assert (asset.holder.family_name if asset.holder else None) == told.holder
            assert (asset.slot, asset.cart_id) == (told.slot, self.cart.id if told.slot else None)

    @invariant()
    def the_database_says_the_same_as_memory(self) -> None:
        if hasattr(self, "told"):
            columns = (
                Asset.id,
                Asset.state,
                Asset.room_id,
                Asset.holder_id,
                Asset.event_number,
                Asset.event_hash,
            )
            for row in db.session.execute(select(*columns).where(Asset.id.in_(self.told))):
                asset = db.session.get_one(Asset, row.id)
                assert tuple(row)[1:] == tuple(getattr(asset, column.key) for column in columns[1:])

    @invariant()
    def nobody_holds_more_than_the_open_checkouts_say(self) -> None:
        if hasattr(self, "told"):
            held = {key for key, told in self.told.items() if told.holder}
            query = select(Checkout.asset_id, func.count()).where(
                Checkout.ended_at.is_(None), Checkout.asset_id.in_(self.told)
            )
            assert dict(db.session.execute(query.group_by(Checkout.asset_id)).all()) == dict.fromkeys(held, 1)

    def teardown(self) -> None:
        faults = list(ledger.verify(db.session.connection())) if hasattr(self, "told") else []
        for key, told in getattr(self, "told", {}).items():
            codes = {identifier.code for identifier in db.session.get_one(Asset, key).identifiers}
            assert codes == told.codes
        db.session.rollback()
        assert faults == []

    def happens(self, verb: Any, key: int, refusal: type[Refusal] | None) -> bool:
        asset = db.session.get_one(Asset, key)
        if refusal is None:
            verb(asset)
            return True
        with pytest.raises(refusal):
            verb(asset)
        return False

    def sightings_of(self, key: int) -> int:
        live = select(func.count()).where(Sighting.asset_id == key, Sighting.undone_at.is_(None))
        return db.session.scalar(live) or 0


def test_any_life_adds_up(district: District) -> None:
    machine = type("LivesHere", (Lives,), {"district": district})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=20, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
