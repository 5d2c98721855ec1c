"""Holding assets, so that nobody else writes what was read here. SQLite has one writer at a time and no such locks."""

from collections.abc import Iterable

from sqlalchemy import select

from app.db import db, dialect, remembered
from app.domain.refusals import Refusal
from app.models import Asset


class ChangedMeanwhile(Refusal):
    """Another transaction wrote this asset after it was read here; trying again reads it anew."""

    reason = "changed_meanwhile"


def lock(assets: Iterable[Asset]) -> None:
    """Hold these assets until the transaction ends, in key order.

    Raises ChangedMeanwhile for one that was read too early: in a transaction before this one, say.
    """
    held = _held()
    wanted = {asset.id: asset for asset in assets if asset.id not in held}
    if not wanted:
        return
    query = select(Asset.id, Asset.event_number).where(Asset.id.in_(wanted)).order_by(Asset.id)
    for key, number in db.session.execute(query.with_for_update(key_share=True)):
        if wanted[key].event_number != number:
            raise ChangedMeanwhile(asset=str(wanted[key]))
    held.update(wanted)


def hold(keys: Iterable[int]) -> None:
    """Hold the assets of these keys before they are read, in key order: what is read then is what is."""
    wanted = sorted(set(keys) - _held())
    if wanted and dialect() != "sqlite":
        query = select(Asset.id).where(Asset.id.in_(wanted)).order_by(Asset.id)
        db.session.execute(query.with_for_update(key_share=True))
    _held().update(wanted)


def _held() -> set[int]:
    return remembered("locked_assets", set[int])
