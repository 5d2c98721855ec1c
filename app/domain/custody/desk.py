"""Checking out, checking in and replacing at a desk, where the device itself is in somebody's hand. Policy: CUS-2."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import checkouts, ledger, losses
from app.domain.accessories import carry_over, issue, take_back
from app.domain.central import refuse_if_central
from app.domain.custody import checking
from app.domain.custody.checking import AlreadyCheckedOut
from app.domain.custody.conditions import condition_of
from app.domain.custody.permissions import CheckoutEnded
from app.domain.ledger import Act
from app.domain.lifecycle import NotFromThisState
from app.domain.refusals import Refusal
from app.models import AccessoryKind, Asset, Checkout, Person, Room

BACK = ("received", "in_stock", "deployed", "returned_to_its")


class CartAtTheDesk(Refusal):
    """A cart goes to a teacher or a room with what is in it, from its own page: in a hand it would leave its room."""

    reason = "cart_at_the_desk"


def check_out(
    asset: Asset, to: Person, act: Act, *, condition: str | None = None, accessories: Sequence[str] = ()
) -> bool:
    """Check an asset out to a person; False, and nothing in the ledger, where it is theirs already.

    Its condition is as it was, unless somebody says otherwise. What was lost is found by that.
    Raises ManagedByITS, CartAtTheDesk, AlreadyCheckedOut, UnknownCondition, SeenBeforeReport, NotFromThisState.
    """
    _refuse_if_central(asset, act)
    if asset.slots:
        raise CartAtTheDesk(asset=str(asset))
    if asset.holder_id == to.id:
        return False
    losses.find(asset, None, act)
    told: dict[str, Any] = {"accessories": list(accessories)} if accessories else {}
    opened = checking.check_out(asset, to, act, condition=condition or condition_of(asset), details=told)
    issue(opened, asset.site_id, accessories, act)
    return True


def check_in(
    asset: Asset,
    room: Room | None,
    act: Act,
    *,
    condition: str | None = None,
    accessories: Sequence[str] = (),
) -> bool:
    """Check an asset in with what came back along with it; False, and nothing in the ledger, where nobody holds it.

    What was lost is found by that. Raises ManagedByITS, UnknownCondition, SeenBeforeReport, NotFromThisState.
    """
    _refuse_if_central(asset, act)
    if losses.find(asset, room, act):
        return True
    if asset.state in BACK:
        return False
    if accessories and (opened := checkouts.open_checkout_of(asset)):
        take_back(opened, accessories, act)
    checking.check_in(asset, room, act, condition=condition or condition_of(asset))
    return True


def give_along(checkout: Checkout, accessories: Sequence[str], act: Act) -> list[AccessoryKind]:
    """Give more along with a device that is out; those of which fewer than none are left now. Raises CheckoutEnded."""
    ledger.hold([checkout.asset_id])
    db.session.refresh(checkout, ["ended_at"])
    if checkout.ended_at is not None:
        raise CheckoutEnded(asset=str(checkout.asset))
    return issue(checkout, checkout.asset.site_id, accessories, act)


def replace(old: Asset, new: Asset, reason: str, act: Act, *, back_to: Room | None) -> Person:
    """Check one device in and another out for it, as one act; gives whose they are. Policy: CUS-2.

    `reason` is broken, lost, stolen or other: what is lost does not come back, what is broken comes back as damaged.
    Raises ManagedByITS, AlreadyCheckedOut, CartAtTheDesk, NotFromThisState; the caller rolls back, and nothing changed.
    """
    holder = old.holder
    if holder is None:
        raise NotFromThisState(action="replaced", state=old.state)
    if new.holder_id is not None:
        raise AlreadyCheckedOut(asset=str(new))
    if new.slots:
        raise CartAtTheDesk(asset=str(new))
    for asset in (old, new):
        _refuse_if_central(asset, act)
    before = checkouts.open_checkout_of(old)
    told = {"replaced_by": str(new)}
    if reason in losses.LOSSES:
        losses.report(old, reason, act, details=told)
    else:
        checking.check_in(old, back_to, act, details=told)
    if reason == "broken":
        losses.report(old, "damaged", act)
    losses.find(new, None, act)
    opened = checking.check_out(new, holder, act, details={"replaces": str(old)})
    if before is not None:
        carry_over(before, opened, act)
    return holder


def place_of_return(site_id: int) -> Room | None:
    """Where what comes back is put, unless somebody says otherwise: the site's storage. Policy: REG-5."""
    stores = select(Room).where(Room.site_id == site_id, Room.kind == "storage", Room.closed_at.is_(None))
    return db.session.scalar(stores.order_by(Room.name, Room.id).limit(1))


def _refuse_if_central(asset: Asset, act: Act) -> None:
    """An ECF device belongs to ITS, and the site that was given it lends it. Policy: DIS-4."""
    if not asset.ecf:
        refuse_if_central(asset, act)
