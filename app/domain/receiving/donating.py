"""What a site is offered waits for ITS: accepted it is received as any delivery, refused it is never registered.

Policy: RCV-3.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db, uuid7
from app.domain.ledger import Act
from app.domain.receiving.delivering import deliver_gift
from app.domain.refusals import AlreadySettled, Refusal
from app.models import AssetModel, Delivery, Donation, DonationLine, Room, Site


class NothingOffered(Refusal):
    """A donation without a line."""

    reason = "nothing_offered"


class NotFit(Refusal):
    """Not all of what is asked of a device is answered with yes, so it cannot be accepted."""

    reason = "not_fit"


class NoReason(Refusal):
    """A refusal says why."""

    reason = "no_reason"


class Offered(NamedTuple):
    """So many of a model, with their condition and what one is worth."""

    model: AssetModel
    quantity: int
    condition: str | None = None
    value_cents: int | None = None


class Review(NamedTuple):
    """What ITS looks at: the district's standards, updates and patches, management from afar."""

    meets_standards: bool
    can_be_updated: bool
    can_be_managed: bool


def offer(
    site: Site,
    giver: str,
    lines: Sequence[Offered],
    act: Act,
    *,
    offered_on: date,
    kind: str = "donation",
    notes: str | None = None,
    uuid: UUID | None = None,
) -> Donation:
    """Enter what somebody would give, or what a site came by otherwise. Raises NothingOffered."""
    if not lines:
        raise NothingOffered(field="lines")
    offered = Donation(
        uuid=uuid or uuid7(), site=site, kind=kind, giver=giver, offered_on=offered_on, notes=notes,
        entered_at=act.happened_at,
    )  # fmt: skip
    offered.entered_by_id = act.by_id or 0
    for line in lines:
        offered.lines.append(
            DonationLine(
                model=line.model,
                quantity=line.quantity,
                condition=line.condition,
                value_cents=line.value_cents,
            )
        )
    db.session.add(offered)
    db.session.flush()
    return offered


def accept(donation: Donation, review: Review, act: Act) -> Delivery:
    """Let a site have it: a delivery of it is to be registered from today on. Raises NotFit, AlreadySettled."""
    if not all(review):
        raise NotFit(field="review")
    _end(donation, review, "accepted", act)
    keeper = donation.entered_by
    return deliver_gift(
        donation, clock.day(act.happened_at), storage_of(donation.site), act, received_by=keeper.name
    )


def refuse(donation: Donation, review: Review, reason: str, act: Act) -> None:
    """Say no, and why. Raises NoReason, AlreadySettled."""
    if not reason.strip():
        raise NoReason(field="reason")
    _end(donation, review, "refused", act, reason.strip()[:500])


def storage_of(site: Site) -> Room | None:
    """The storage room where a site's new devices wait, the first by its name. Policy: REG-5."""
    query = select(Room).where(Room.site_id == site.id, Room.kind == "storage", Room.closed_at.is_(None))
    return db.session.scalar(query.order_by(Room.name).limit(1))


def _end(donation: Donation, review: Review, outcome: str, act: Act, reason: str | None = None) -> None:
    query = select(Donation).where(Donation.id == donation.id).with_for_update(of=Donation)
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.outcome is not None:
        raise AlreadySettled
    held.meets_standards, held.can_be_updated, held.can_be_managed = review
    held.outcome, held.reason, held.reviewed_at = outcome, reason, act.happened_at
    held.reviewed_by_id = act.by_id
    db.session.flush()
