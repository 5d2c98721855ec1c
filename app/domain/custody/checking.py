"""Whose hands an asset is in: checked out and checked in the moment it happens. Policy: CUS-2."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain import checkouts, ledger
from app.domain.audits import settling
from app.domain.custody.conditions import refuse_unknown
from app.domain.ledger import Act, Entry
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Checkout, Person, Room


class AlreadyCheckedOut(Refusal):
    """Somebody holds the asset already."""

    reason = "already_checked_out"


@dataclass(frozen=True, slots=True)
class NewCheckout:
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
    """Check an asset out to a person. Raises AlreadyCheckedOut, UnknownCondition, NotFromThisState."""
    ledger.record_all([_entry(NewCheckout(asset, to, act, condition), details)])
    return checkouts.open_checkout(asset, to, act, condition)


def check_out_all(new: Sequence[NewCheckout]) -> None:
    """Check out a class set. Raises AlreadyCheckedOut, UnknownCondition, NotFromThisState: nobody has anything then."""
    ledger.record_all([_entry(one) for one in new])
    checkouts.open_checkouts((one.asset.id, one.to.id, one.act.happened_at, one.condition) for one in new)


def check_in(
    asset: Asset,
    room: Room | None,
    act: Act,
    *,
    condition: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Check an asset in to a room; to none where the site has no place for it yet.

    An ECF device was lent; back from the student it waits for ITS, which alone changes it from there. Policy: DIS-4.
    Raises UnknownCondition, NotFromThisState.
    """
    refuse_unknown(asset, condition, act)
    told: dict[str, Any] = {"person_id": asset.holder_id, "details": details or {}}
    changes = {"holder_id": None, "room_id": room.id if room else None}
    if asset.ecf:
        ledger.record(asset, "returned_to_its", act, changes=changes, **told)
    else:
        state = placed_state(room)
        ledger.record(asset, "checked_in", act, to=state, changes=changes, **told)
    checkouts.close_checkout(asset, act, condition)
    settling.settle_changed_hands([asset.id], act)


def _entry(one: NewCheckout, details: dict[str, Any] | None = None) -> Entry:
    if one.asset.state == "checked_out":
        raise AlreadyCheckedOut(asset=str(one.asset))
    refuse_unknown(one.asset, one.condition, one.act)
    changes = {"holder_id": one.to.id, "room_id": None, "cart_id": None, "slot": None}
    return Entry(
        one.asset, "checked_out", one.act, changes=changes, person_id=one.to.id, room_id=one.asset.room_id,
        details=details or {},
    )  # fmt: skip
