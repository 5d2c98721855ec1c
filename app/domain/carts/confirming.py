"""A cart confirmed: each device in it was seen, and what differs waits for the IDM. A fact: it is never refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import ledger, losses
from app.domain.audits import settling
from app.domain.carts.answering import answering_for
from app.domain.carts.differing import told_again
from app.domain.carts.loading import NotACart
from app.domain.ledger import Act, Entry, Page
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, CartCheck, SlotCheck, User

IN_SIGHT = ("present", "damaged", "swapped")


class NobodyLooked(Refusal):
    """A check is somebody's: it cannot be made without a person."""

    reason = "nobody_looked"


@dataclass(frozen=True, slots=True)
class SlotSeen:
    """What somebody says of a slot: its number (none in a cart without), its state, and the device or code seen in it.

    Of a slot that is missing its device or empty, `asset` is the one that the person expected there.
    """

    slot: int | None
    state: str
    asset: Asset | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of it: the check, how many devices were seen, and the slots that differ from the register."""

    check: CartCheck
    seen: int
    differing: list[SlotCheck]


def confirm(cart: Asset, said: Sequence[SlotSeen], op_id: UUID, act: Act) -> Confirmed:
    """Keep what was seen in a cart; every device seen counts as sighted there. Raises NotACart. Policy: CERT-2."""
    if not cart.slots:
        raise NotACart(asset=str(cart))
    register = _Register(cart)
    check = CartCheck(
        uuid=op_id,
        cart_id=cart.id,
        site_id=cart.site_id,
        room_id=cart.room_id,
        by_id=_somebody(act).id,
        answers=_answers_for(cart, act),
        captured_at=act.happened_at,
        heard_at=act.heard_at,
    )
    db.session.add(check)
    rows = [register.row(one) for one in said]
    check.slots.extend(rows)
    # Whoever reads the cart's own label into a slot has seen the cart, once, and not put it into itself.
    sighted = {row.seen.id: row for row in reversed(rows) if row.seen is not None and row.seen is not cart}
    _take_effect(cart, check, list(sighted.values()), register, act)
    db.session.flush()
    told_again(check, act)
    settling.settle_missing_seen(sighted, act)
    return Confirmed(check, len(sighted), [row for row in rows if row.difference])


class _Register:
    """What the register expects in a cart, to hold against what was said."""

    def __init__(self, cart: Asset) -> None:
        contents = select(Asset).where(Asset.cart_id == cart.id, Asset.site_id == cart.site_id)
        self.cart = cart
        self.inside = {asset.id: asset for asset in db.session.scalars(contents)}
        self.by_slot = {asset.slot: asset for asset in self.inside.values() if asset.slot is not None}

    def row(self, said: SlotSeen) -> SlotCheck:
        """A slot as it is kept, with its difference."""
        expected = self._expected(said)
        seen = self._seen(said, expected)
        return SlotCheck(
            slot=said.slot,
            state=said.state,
            expected=expected,
            seen=seen,
            code=said.code,
            difference=self._difference(said, expected, seen),
        )

    def _expected(self, said: SlotSeen) -> Asset | None:
        if said.slot is not None:
            return self.by_slot.get(said.slot)
        own = said.asset is not None and said.asset.id in self.inside and said.asset.slot is None
        return said.asset if own else None

    def _seen(self, said: SlotSeen, expected: Asset | None) -> Asset | None:
        """The device in the slot, if it is one of this site; a tick without a name means the one that belongs there."""
        if said.state not in IN_SIGHT:
            return None
        asset = said.asset
        if asset is None and said.code is None and said.state != "swapped":
            return expected
        return asset if asset is not None and asset.site_id == self.cart.site_id else None

    def _difference(self, said: SlotSeen, expected: Asset | None, seen: Asset | None) -> str | None:
        if said.state not in IN_SIGHT:
            # The register may have taken the device elsewhere since the phone last knew it: then nothing is missing.
            moved = said.asset is not None and said.asset.id not in self.inside
            return "missing" if expected is not None and not moved else None
        if seen is None:
            return self._unknown(said)
        if seen is not expected:
            return "extra" if expected is None else "swapped"
        return "damaged" if said.state == "damaged" else None

    def _unknown(self, said: SlotSeen) -> str | None:
        if said.asset is not None:
            return "other_site"
        if said.code is not None:
            return "unregistered"
        return {"swapped": "swapped", "damaged": "damaged"}.get(said.state)


def _somebody(act: Act) -> User:
    """Only a person sees what is in a cart; the command line has no eyes."""
    if act.actor is None:
        raise NobodyLooked
    return act.actor


def _answers_for(cart: Asset, act: Act) -> bool:
    """Whether the person who confirms is the one who answers for the cart. Policy: CUS-7, LAW-4."""
    person, by = answering_for(cart), _somebody(act)
    return person is not None and person.id == by.person_id


def _take_effect(
    cart: Asset, check: CartCheck, rows: Sequence[SlotCheck], register: _Register, act: Act
) -> None:
    """The events of what was seen; what was gone and is seen after it was reported is found, in this cart."""
    assets = [row.seen for row in rows if row.seen is not None]
    ledger.lock([cart, *assets])
    reports = losses.reported_at(asset for asset in (cart, *assets) if asset.missing_from_sight)
    with Page() as page:
        page.write(_sighting(cart, cart, None, check, act))
        if _is_back(cart, reports, act):
            told = {"was": cart.state, "cart_check": str(check.uuid)}
            page.write(Entry(cart, "found", act, to=placed_state(cart.room), details=told))
            losses.close_found([(cart.id, act, cart.room_id)])
        for row, asset in zip(rows, assets, strict=True):
            page.write(_sighting(asset, cart, row, check, act))
            if _is_back(asset, reports, act):
                free = row.slot is None or row.slot not in register.by_slot
                page.write(_finding(asset, cart, row.slot if free else None, check, act))
                losses.close_found([(asset.id, act, cart.room_id)])
                if row.slot is not None:
                    register.by_slot.setdefault(row.slot, asset)
                row.difference = ("damaged" if row.state == "damaged" else None) if free else row.difference


def _is_back(asset: Asset, reports: Mapping[int, datetime], act: Act) -> bool:
    """Whether it was gone, and is seen after it was reported."""
    reported = reports.get(asset.id)
    return asset.missing_from_sight and not (reported and act.happened_at < reported)


def _sighting(asset: Asset, cart: Asset, row: SlotCheck | None, check: CartCheck, act: Act) -> Entry:
    changes: dict[str, Any] = {}
    if asset.last_seen_at is None or asset.last_seen_at <= act.happened_at:
        changes = {"last_seen_at": act.happened_at, "last_seen_room_id": cart.room_id}
    fits = row is None or row.difference in (None, "damaged")
    details: dict[str, Any] = {"verdict": "here" if fits else "elsewhere", "answers": check.answers}
    if row is not None:
        details |= {"cart": str(cart), "slot": row.slot}
    return Entry(asset, "sighted", act, changes=changes, room_id=cart.room_id, details=details)


def _finding(asset: Asset, cart: Asset, slot: int | None, check: CartCheck, act: Act) -> Entry:
    place = {"cart_id": cart.id, "slot": slot, "room_id": None}
    details = {"was": asset.state, "cart_check": str(check.uuid)}
    return Entry(asset, "found", act, to="deployed", changes=place, room_id=cart.room_id, details=details)
