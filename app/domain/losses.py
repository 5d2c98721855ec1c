"""Reporting an asset lost, stolen, damaged or vandalised, and finding again what was gone. Policy: LOSS-1."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import checkouts, ledger
from app.domain.ledger import Act
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Event, Room

PLACE = ("room_id", "cart_id", "slot", "holder_id")
LOSSES = {"lost": "reported_lost", "stolen": "reported_stolen"}
HARMS = {"damaged": "reported_damaged", "vandalised": "reported_vandalised"}
REPORTS = LOSSES | HARMS
# What else a report may tell, as the police and the incident system number it.
NUMBERS = ("police_report", "incident")


class SeenBeforeReport(Refusal):
    """The device was reported gone after this happened: that it was there before says nothing."""

    reason = "seen_before_report"


def report(
    asset: Asset, kind: str, act: Act, *, note: str = "", numbers: Mapping[str, str] | None = None
) -> None:
    """Say that an asset is gone or harmed.

    Whoever held what is gone no longer does; what is harmed stays where it is, and its condition says so
    (what was gone is found by that). Raises SeenBeforeReport, NotFromThisState. Policy: LOSS-1.
    """
    details: dict[str, Any] = {name: value for name, value in (numbers or {}).items() if value}
    details |= {"note": note} if note else {}
    if kind in HARMS:
        find(asset, None, act)
        ledger.record(asset, HARMS[kind], act, changes={"condition": kind}, details=details)
        return
    changes = {column: None for column in PLACE if getattr(asset, column) is not None}
    holder_id, room_id = asset.holder_id, asset.room_id
    ledger.record(
        asset, LOSSES[kind], act, changes=changes, person_id=holder_id, room_id=room_id, details=details
    )
    checkouts.close_checkout(asset, act)


def find(asset: Asset, room: Room | None, act: Act) -> bool:
    """What was gone is in somebody's hand again, in a room or in none; False where it was not gone.

    Raises SeenBeforeReport where it was reported gone only after that.
    """
    if not asset.missing_from_sight:
        return False
    reported = reported_at([asset]).get(asset.id)
    if reported is not None and act.happened_at < reported:
        raise SeenBeforeReport(asset=str(asset))
    state = placed_state(room)
    changes = {"room_id": room.id} if room else {}
    ledger.record(asset, "found", act, to=state, changes=changes, details={"was": asset.state})
    return True


def reported_at(assets: Iterable[Asset]) -> dict[int, datetime]:
    """When the last loss of each asset was said to have happened, by its key; nothing where none was reported."""
    keys = [asset.id for asset in assets]
    if not keys:
        return {}
    reports = (
        select(Event.asset_id, Event.happened_at)
        .where(Event.asset_id.in_(keys), Event.action.in_(LOSSES.values()))
        .order_by(Event.asset_id, Event.number)
    )
    return dict(db.session.execute(reports).all())
