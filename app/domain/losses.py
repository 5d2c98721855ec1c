"""Reporting an asset lost or stolen, and finding it again. Policy: LOSS-1."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.domain import custody, ledger
from app.domain.ledger import Act
from app.models import Asset, Event

PLACE = ("room_id", "cart_id", "slot", "holder_id")
REPORTS = {"lost": "reported_lost", "stolen": "reported_stolen"}


def report(asset: Asset, kind: str, act: Act, *, note: str = "") -> None:
    """Say that an asset is lost or stolen; whoever held it no longer does. Raises NotFromThisState."""
    changes = {column: None for column in PLACE if getattr(asset, column) is not None}
    holder_id, room_id = asset.holder_id, asset.room_id
    details = {"note": note} if note else {}
    ledger.record(
        asset, REPORTS[kind], act, changes=changes, person_id=holder_id, room_id=room_id, details=details
    )
    custody.close_checkout(asset, act)


def reported_at(assets: Iterable[Asset]) -> dict[int, datetime]:
    """When the last loss of each asset was said to have happened, by its key; nothing where none was reported."""
    keys = [asset.id for asset in assets]
    if not keys:
        return {}
    reports = (
        select(Event.asset_id, Event.happened_at)
        .where(Event.asset_id.in_(keys), Event.action.in_(REPORTS.values()))
        .order_by(Event.asset_id, Event.number)
    )
    return dict(db.session.execute(reports).all())
