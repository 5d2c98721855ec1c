"""Signs of life: what device management heard of devices lately. Evidence in a count, and never a sighting."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app import clock
from app.db import db
from app.domain import policy
from app.models import Asset, DeviceRecord, DeviceUser, Identifier


class Sign(NamedTuple):
    """When a management heard of a device last, and which one it was."""

    at: datetime
    source: str


def signs_of_life(assets: Collection[Asset], since: datetime | None = None) -> dict[int, Sign]:
    """The last sign of each asset since then (since the fiscal year began where nothing is said), in one query."""
    if not assets:
        return {}
    query = (
        select(DeviceRecord.asset_id, DeviceRecord.last_seen_at, DeviceRecord.source)
        .where(DeviceRecord.asset_id.in_([asset.id for asset in assets]))
        .where(DeviceRecord.last_seen_at >= (since or this_cycle()))
        .order_by(DeviceRecord.last_seen_at)
    )
    return {key: Sign(at, source) for key, at, source in db.session.execute(query) if at is not None and key}


def this_cycle(moment: datetime | None = None) -> datetime:
    """When the fiscal year of a moment began, or the one it is now. Policy: CERT-1."""
    return clock.midnight(policy.fiscal_year_start(clock.day(moment)))


def records_about(asset: Asset) -> list[DeviceRecord]:
    """What managements say of an asset, the latest first; also what names its serial number and was not matched yet."""
    keys = select(Identifier.key).where(Identifier.asset_id == asset.id, Identifier.kind == "serial")
    unmatched = DeviceRecord.asset_id.is_(None) & DeviceRecord.serial_key.in_(keys)
    query = select(DeviceRecord).where(or_(DeviceRecord.asset_id == asset.id, unmatched))
    found = db.session.scalars(
        query.options(
            selectinload(DeviceRecord.users).joinedload(DeviceUser.person), selectinload(DeviceRecord.person)
        )
    )
    return sorted(found, key=lambda record: record.last_seen_at or record.first_heard_at, reverse=True)
