"""A code was seen that nobody knew, or that two devices bore: once it means one device, that device was seen."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import ledger, losses
from app.domain.audits import finishing, sighting
from app.domain.audits.counting import Count
from app.domain.audits.judging import Reading, judge
from app.domain.audits.settling import settle
from app.domain.codes import look_up_key
from app.domain.ledger import Act, Page
from app.domain.looking_up import assets_meant_by
from app.models import Asset, Discrepancy, Sighting
from app.models.discrepancies import Settled


def recognise(sites: Collection[int], assets: Collection[int], how: Settled, act: Act) -> None:
    """A code that counts of these sites could not place is settled once one of these assets bears it.

    The photo that was taken of it goes with the asset, and whoever saw the code saw the asset. Policy: CERT-2.
    """
    left_open = _open("unregistered", sites)
    if not left_open:
        return
    meant = assets_meant_by({discrepancy.code or "" for discrepancy in left_open})
    for discrepancy in left_open:
        bearers = [one for one in meant[discrepancy.code or ""] if one.site_id == discrepancy.site_id]
        bearer = next((asset for asset in bearers if asset.id in assets), None)
        if bearer is not None:
            _was_seen(discrepancy, bearer, how, act)
    db.session.flush()


def recognise_one_of_two(site_id: int, how: Settled, act: Act) -> None:
    """A code that two devices bore is settled once one alone bears it."""
    left_open = [each for each in _open("duplicate_code", [site_id]) if each.code]
    if not left_open:
        return
    meant = assets_meant_by({discrepancy.code or "" for discrepancy in left_open})
    for discrepancy in left_open:
        bearers = meant[discrepancy.code or ""]
        if len(bearers) == 1 and bearers[0].site_id == discrepancy.site_id:
            _was_seen(discrepancy, bearers[0], how, act)
    db.session.flush()


def _open(kind: str, sites: Collection[int]) -> Sequence[Discrepancy]:
    query = select(Discrepancy).where(
        Discrepancy.site_id.in_(sites), Discrepancy.kind == kind, Discrepancy.settled_at.is_(None)
    )
    whole = query.options(joinedload(Discrepancy.sighting), joinedload(Discrepancy.audit))
    return db.session.scalars(whole).all()


def _was_seen(discrepancy: Discrepancy, bearer: Asset, how: Settled, act: Act) -> None:
    settle(discrepancy, how, act)
    key, audit = look_up_key(discrepancy.code or ""), discrepancy.audit
    query = select(Sighting).where(
        Sighting.audit_id == audit.id, Sighting.asset_id.is_(None), Sighting.undone_at.is_(None)
    )
    sightings = [
        one for one in db.session.scalars(query.order_by(Sighting.id)) if look_up_key(one.code) == key
    ]
    ledger.hold([bearer.id])
    asset = db.session.get_one(Asset, bearer.id, populate_existing=True)
    count, reports = Count.of(audit), losses.reported_at([asset] if asset.missing_from_sight else [])
    found: list[tuple[int, Act, int]] = []
    with Page() as page:
        for one in sightings:
            seen_by = replace(act, actor=one.by, happened_at=one.captured_at)
            reading = Reading(count, one.uuid, one.code, one.method, seen_by, [asset], asset.uuid)
            seen = judge(reading, reports)
            one.asset_id, one.verdict, one.note = asset.id, seen.verdict, seen.note
            sighting.take_effect(reading, seen, page)
            if seen.comes_back:
                found.append((asset.id, reading.act, audit.room_id))
            if one.photo is not None and one.photo.asset_id is None:
                one.photo.asset_id = asset.id
    losses.close_found(found)
    db.session.flush()
    finishing.keep_in_line([audit], act)
