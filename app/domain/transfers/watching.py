"""Which packing lists there are for a site, and what should have arrived by now. Policy: ORG-7."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app import clock
from app.db import db
from app.domain import policy
from app.domain.access import Scope
from app.domain.transfers.lines import ON_THE_WAY
from app.models import Asset, Checkout, Discrepancy, Sighting, Transfer, TransferExtra, TransferLine
from app.models.register.asset import GONE_STATES
from app.models.transfers import ARRIVED

SHOWN = ("coming", "leaving", "done")


def seen_by(scope: Scope) -> ColumnElement[bool]:
    """What a scope sees: all that it sends, and what was sent to it."""
    sent_here = and_(scope.where(Transfer.to_site_id), Transfer.sent_at.is_not(None))
    return or_(scope.where(Transfer.from_site_id), sent_here)


def ended_elsewhere(scope: Scope) -> ColumnElement[bool]:
    """Whether a checkout was over when its device came from a site outside a scope: its holder is known there alone."""
    came = select(TransferLine.id).join(TransferLine.transfer).where(~scope.where(Transfer.from_site_id))
    came = came.where(TransferLine.asset_id == Checkout.asset_id, TransferLine.ended_how.in_(ARRIVED))
    return came.where(TransferLine.ended_at >= Checkout.ended_at).exists()


def transfers_wanted(scope: Scope, show: str = "") -> Select[Transfer]:
    """The transfers that a scope sees, newest first: those coming, leaving (or being packed), done, or all."""
    query = select(Transfer).where(seen_by(scope)).order_by(Transfer.id.desc())
    open_one = exists().where(TransferLine.transfer_id == Transfer.id, ON_THE_WAY)
    if show == "coming":
        query = query.where(scope.where(Transfer.to_site_id), open_one)
    elif show == "leaving":
        query = query.where(scope.where(Transfer.from_site_id), or_(Transfer.sent_at.is_(None), open_one))
    elif show == "done":
        query = query.where(Transfer.sent_at.is_not(None), ~open_one)
    return query.options(
        *(joinedload(one) for one in (Transfer.from_site, Transfer.to_site, Transfer.packed_by))
    )


def overdue(scope: Scope) -> Select[Transfer]:
    """What was sent so long ago that it should have arrived, on both sides. Oldest first."""
    late = exists().where(
        TransferLine.transfer_id == Transfer.id, ON_THE_WAY, TransferLine.sent_at < overdue_before()
    )
    query = select(Transfer).where(seen_by(scope), late).order_by(Transfer.sent_at, Transfer.id)
    return query.options(joinedload(Transfer.from_site), joinedload(Transfer.to_site))


def overdue_before() -> datetime:
    """What was sent before this moment should have arrived."""
    return clock.now() - timedelta(days=policy.value("transfer_overdue_days"))


def asked_of_its() -> Select[Transfer]:
    """The lists that wait for ITS to send them, oldest first. Policy: ORG-7, ORG-10."""
    query = select(Transfer).where(Transfer.sent_at.is_(None), Transfer.asked_at.is_not(None))
    return query.order_by(Transfer.asked_at, Transfer.id).options(
        joinedload(Transfer.from_site), joinedload(Transfer.to_site)
    )


def seen_elsewhere(scope: Scope) -> Select[Discrepancy]:
    """What a count of another school saw of a scope's devices, while nobody has seen them since. Policy: CERT-2.

    The school that counted is told by its own discrepancy; this is the owner's side of the same one.
    """
    query = select(Discrepancy).join(Asset, Asset.id == Discrepancy.asset_id)
    query = query.join(Sighting, Sighting.id == Discrepancy.sighting_id)
    latest = or_(Asset.last_seen_at.is_(None), Asset.last_seen_at <= Sighting.captured_at)
    return query.where(
        scope.where(Asset.site_id),
        Discrepancy.kind == "other_site",
        Discrepancy.settled_at.is_(None),
        Discrepancy.site_id != Asset.site_id,
        Asset.state.not_in((*GONE_STATES, "in_transit")),
        latest,
    ).order_by(Discrepancy.id.desc())


def coming_to(scope: Scope, assets: Sequence[Asset]) -> list[TransferLine]:
    """By which lines some assets are on their way to a scope, each with its transfer."""
    query = coming(scope).where(TransferLine.asset_id.in_([asset.id for asset in assets]))
    return list(db.session.scalars(query)) if assets else []


def coming(scope: Scope) -> Select[TransferLine]:
    """All that is on its way to a scope, by what was sent first: tag, model and where from, and no more."""
    query = select(TransferLine).join(TransferLine.transfer)
    query = query.where(ON_THE_WAY, scope.where(Transfer.to_site_id))
    return query.order_by(TransferLine.sent_at, TransferLine.id).options(
        contains_eager(TransferLine.transfer).joinedload(Transfer.from_site),
        joinedload(TransferLine.asset).joinedload(Asset.model),
    )


def coming_in_time(scope: Scope) -> Select[Transfer]:
    """The lists of which something is on its way to a scope and not late yet: what is late is overdue."""
    line = exists().where(
        TransferLine.transfer_id == Transfer.id, ON_THE_WAY, TransferLine.sent_at >= overdue_before()
    )
    return select(Transfer).where(scope.where(Transfer.to_site_id), line)


def came_along(scope: Scope) -> Select[TransferExtra]:
    """What a site sent without putting it on the list: the sender decides what it was."""
    query = select(TransferExtra).join(TransferExtra.transfer).join(TransferExtra.asset)
    query = query.where(scope.where(Transfer.from_site_id), Asset.site_id == Transfer.from_site_id)
    return query.where(Asset.state.not_in(GONE_STATES)).order_by(TransferExtra.id.desc())
