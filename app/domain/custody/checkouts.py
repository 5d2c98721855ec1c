"""Whose hands an asset is in: checked out and checked in the moment it happens. Policy: CUS-2."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update

from app.db import db, insert_all
from app.domain import ledger
from app.domain.ledger import Act, Entry
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Checkout, Person, Room


class AlreadyCheckedOut(Refusal):
    """Somebody holds the asset already."""

    reason = "already_checked_out"


@dataclass(frozen=True, slots=True)
class HandOver:
    """An asset that goes to a person, when, and in which condition."""

    asset: Asset
    to: Person
    act: Act
    condition: str | None = None


def check_out(
    asset: Asset,
    to: Person,
    act: Act,
    *,
    condition: str | None = None,
    details: dict[str, Any] | None = None,
) -> Checkout:
    """Give an asset to a person. Raises AlreadyCheckedOut, NotFromThisState."""
    ledger.record_all([_handing(HandOver(asset, to, act), details)])
    return open_checkout(asset, to, act, condition)


def check_out_all(handed: Sequence[HandOver]) -> None:
    """Give out a class set. Raises AlreadyCheckedOut, NotFromThisState, and nobody has anything then."""
    ledger.record_all([_handing(one) for one in handed])
    open_checkouts((one.asset.id, one.to.id, one.act.happened_at, one.condition) for one in handed)


def check_in(
    asset: Asset,
    room: Room | None,
    act: Act,
    *,
    condition: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Take an asset back into a room; into none where the site has no place for it yet. Raises NotFromThisState.

    An ECF device was lent; back from the student it waits for ITS, which alone changes it from there. Policy: DIS-4.
    """
    told: dict[str, Any] = {"person_id": asset.holder_id, "details": details or {}}
    changes = {"holder_id": None, "room_id": room.id if room else None}
    if asset.ecf:
        ledger.record(asset, "returned_to_its", act, changes=changes, **told)
    else:
        state = placed_state(room)
        ledger.record(asset, "checked_in", act, to=state, changes=changes, **told)
    close_checkout(asset, act, condition)


def open_checkout(asset: Asset, to: Person, act: Act, condition: str | None = None) -> Checkout:
    """The checkout that goes with a ledger entry by which `to` became the holder."""
    checkout = Checkout(asset_id=asset.id, person_id=to.id, began_at=act.happened_at, condition_out=condition)
    db.session.add(checkout)
    db.session.flush()
    return checkout


def open_checkouts(held: Iterable[tuple[int, int, datetime, str | None]]) -> None:
    """The checkouts that go with entries by which people became holders: asset, person, since when, condition."""
    columns = ("asset_id", "person_id", "began_at", "condition_out")
    insert_all(Checkout, [dict(zip(columns, one, strict=True)) for one in held])


def close_checkout(asset: Asset, act: Act, condition: str | None = None) -> None:
    """End the asset's open checkout, if there is one."""
    checkout = db.session.scalar(
        select(Checkout).where(Checkout.asset_id == asset.id, Checkout.ended_at.is_(None))
    )
    if checkout:
        checkout.ended_at = max(act.happened_at, checkout.began_at)
        checkout.condition_in = condition
        db.session.flush()


def close_all(assets: Iterable[Asset], act: Act) -> None:
    """End the open checkouts of many assets at once."""
    keys = [asset.id for asset in assets]
    if keys:
        open_ones = update(Checkout).where(Checkout.asset_id.in_(keys), Checkout.ended_at.is_(None))
        late = case((Checkout.began_at > act.happened_at, Checkout.began_at), else_=act.happened_at)
        db.session.execute(open_ones.values(ended_at=late), execution_options={"synchronize_session": False})


def _handing(one: HandOver, details: dict[str, Any] | None = None) -> Entry:
    if one.asset.state == "checked_out":
        raise AlreadyCheckedOut(asset=str(one.asset))
    changes = {"holder_id": one.to.id, "room_id": None, "cart_id": None, "slot": None}
    return Entry(
        one.asset, "checked_out", one.act, changes=changes, person_id=one.to.id, room_id=one.asset.room_id,
        details=details or {},
    )  # fmt: skip
