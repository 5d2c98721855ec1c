"""The reports of a site's devices, newest first, narrowed and paged by key."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.codes import look_up_key
from app.domain.policy import value as policy_value
from app.models import Asset, AssetModel, Identifier, Loss
from app.models.losses import LOSS_KINDS
from app.models.register.asset import MISSING_STATES


@dataclass(frozen=True, slots=True)
class WantedLosses:
    """What a list of reports is narrowed to; empty means any. `show` is open, found, no_number or no_police."""

    text: str = ""
    kind: str = ""
    show: str = ""


def losses_wanted(scope: Scope, wanted: WantedLosses) -> Select[Loss]:
    """The reports of a scope that fit, newest first. Policy: LOSS-1, LOSS-3."""
    query = select(Loss).where(scope.where(Loss.site_id)).order_by(Loss.id.desc())
    if wanted.kind in LOSS_KINDS:
        query = query.where(Loss.kind == wanted.kind)
    gone = Loss.kind.in_(MISSING_STATES)
    if wanted.show == "open":
        query = query.where(gone, Loss.ended_at.is_(None))
    elif wanted.show == "found":
        query = query.where(Loss.ended_how == "found")
    elif wanted.show == "no_number":
        query = query.where(
            or_(and_(gone, Loss.ended_at.is_(None)), Loss.kind == "vandalised"), Loss.police_report.is_(None)
        )
    elif wanted.show == "no_police":
        asked = policy_value("school_police_kinds")
        query = query.where(Loss.kind.in_(asked), Loss.consulted_on.is_(None))
    if text := wanted.text.strip():
        bearing = select(Identifier.asset_id).where(Identifier.key == look_up_key(text))
        numbered = or_(Loss.police_report == text, Loss.incident == text)
        query = query.where(or_(Loss.asset_id.in_(bearing), numbered))
    return query


def next_page(query: Select[Loss], after: Loss | None, most: int) -> list[Loss]:
    """The reports behind `after`, with what a list shows of each; one more than `most` where there are further ones."""
    query = query.join(Loss.asset).options(
        contains_eager(Loss.asset).joinedload(Asset.model).joinedload(AssetModel.category),
        *(joinedload(one) for one in (Loss.site, Loss.room, Loss.holder, Loss.reported_by, Loss.found_room)),
    )
    if after is not None:
        query = query.where(Loss.id < after.id)
    return list(db.session.scalars(query.limit(most + 1)))


def losses_of(asset: Asset) -> list[Loss]:
    """Every report of one device, newest first."""
    query = select(Loss).where(Loss.asset_id == asset.id).order_by(Loss.id.desc())
    shown = (
        joinedload(one) for one in (Loss.site, Loss.reported_by, Loss.room, Loss.holder, Loss.found_room)
    )
    return list(db.session.scalars(query.options(*shown)))
