"""Everything on paper about checkouts: who gave what along, who signed, and whether it may leave. Policy: CUS-6."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from app.db import db
from app.domain import accessories
from app.models import (
    AccessoryKind,
    AccessoryMovement,
    Checkout,
    ConfirmationLink,
    Event,
    OffsitePermission,
    Signature,
)


@dataclass(slots=True)
class Papers:
    """A checkout with its papers. `out` are the accessories that are not back, with their number."""

    checkout: Checkout
    given_by: str | None = None
    accessories: list[str] = field(default_factory=list)
    out: list[tuple[AccessoryKind, int]] = field(default_factory=list)
    permission: OffsitePermission | None = None
    signature: Signature | None = None
    link: ConfirmationLink | None = None


def papers_of(checkouts: Sequence[Checkout], *, marks: bool = False) -> list[Papers]:
    """The papers of checkouts, in their order, in six queries however many; `marks`: with the drawn ones."""
    found = {checkout.id: Papers(checkout) for checkout in checkouts}
    keys = list(found)
    if not keys:
        return []
    _add_deeds(found)
    _add_accessories(found)
    latest = select(OffsitePermission).where(OffsitePermission.checkout_id.in_(keys))
    who = (joinedload(OffsitePermission.answered_by), joinedload(OffsitePermission.asked_by))
    for permission in db.session.scalars(latest.order_by(OffsitePermission.id).options(*who)):
        found[permission.checkout_id].permission = permission
    signed = select(Signature).where(Signature.checkout_id.in_(keys), Signature.withdrawn_at.is_(None))
    for signature in db.session.scalars(signed.options(undefer(Signature.mark)) if marks else signed):
        found[signature.checkout_id].signature = signature
    links = select(ConfirmationLink).where(ConfirmationLink.checkout_id.in_(keys))
    for link in db.session.scalars(links.order_by(ConfirmationLink.id)):
        found[link.checkout_id].link = link
    return list(found.values())


def loan_before(checkout: Checkout) -> Checkout | None:
    """The loan that this one replaced, as one act: whose device came back, or is lost, the moment this one went out."""
    deeds = select(Event.details).where(Event.asset_id == checkout.asset_id, Event.action == "checked_out")
    deed = db.session.scalar(deeds.where(Event.happened_at == checkout.began_at).limit(1)) or {}
    if "replaces" not in deed:
        return None
    theirs = select(Checkout).where(Checkout.person_id == checkout.person_id, Checkout.id != checkout.id)
    ended = theirs.where(Checkout.ended_at == checkout.began_at).options(joinedload(Checkout.asset))
    return next((each for each in db.session.scalars(ended) if str(each.asset) == deed["replaces"]), None)


def _add_deeds(found: dict[int, Papers]) -> None:
    """Who gave each device, and what else the ledger has of it."""
    by_deed = {(p.checkout.asset_id, p.checkout.began_at): p for p in found.values()}
    deeds = (
        select(Event)
        .where(Event.asset_id.in_({asset for asset, _ in by_deed}), Event.action == "checked_out")
        .options(joinedload(Event.actor))
    )
    for event in db.session.scalars(deeds):
        papers = by_deed.get((event.asset_id, event.happened_at))
        if papers is not None:
            papers.given_by = event.actor.name if event.actor else None
            papers.accessories = [str(name) for name in event.details.get("accessories", ())]


def _add_accessories(found: dict[int, Papers]) -> None:
    issued = (
        select(AccessoryMovement)
        .where(AccessoryMovement.checkout_id.in_(list(found)), AccessoryMovement.action == "issued")
        .order_by(AccessoryMovement.id)
        .options(joinedload(AccessoryMovement.kind))
    )
    for movement in db.session.scalars(issued):
        papers = found[movement.checkout_id or 0]
        known = {name.casefold() for name in papers.accessories}
        if movement.kind.name.casefold() not in known:
            papers.accessories.append(movement.kind.name)
    for checkout_id, out in accessories.still_out(found).items():
        found[checkout_id].out = out
