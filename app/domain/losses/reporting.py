"""Reporting that an asset is gone or harmed: the ledger's event, and the row that others' numbers join later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import update

from app.db import db, insert_all, uuid7
from app.domain import checkouts, ledger, transfers
from app.domain.audits import settling
from app.domain.ledger import Act, Entry
from app.domain.losses.finding import find
from app.models import Asset, Loss
from app.models.register.asset import PLACE

LOSSES = {"lost": "reported_lost", "stolen": "reported_stolen"}
HARMS = {"damaged": "reported_damaged", "vandalised": "reported_vandalised"}
REPORTS = LOSSES | HARMS
# What else a report may tell, as the police and the incident system number it.
NUMBERS = ("police_report", "incident")


def report(
    asset: Asset,
    kind: str,
    act: Act,
    *,
    note: str = "",
    numbers: Mapping[str, str] | None = None,
    noticed_on: date | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Say that an asset is gone or harmed.

    Whoever held what is gone no longer does, and it is on its way nowhere; what is harmed stays where it is, and its
    condition says so (what was gone is found by that). Raises SeenBeforeReport, NotFromThisState. Policy: LOSS-1.
    """
    told: dict[str, Any] = {name: value for name, value in (numbers or {}).items() if value}
    told |= {"note": note} if note else {}
    details = told | ({"noticed_on": noticed_on.isoformat()} if noticed_on else {}) | dict(details or {})
    held, stood = asset.holder_id, asset.cart.room_id if asset.cart else asset.room_id
    if kind in HARMS:
        find(asset, None, act)
        ledger.record(asset, HARMS[kind], act, changes={"condition": kind}, details=details)
    else:
        changes = asset.giving_up(*PLACE, "holder_id") | checkouts.given_up(asset)
        ledger.record(
            asset, LOSSES[kind], act, changes=changes, person_id=held, room_id=stood, details=details
        )
        checkouts.close_checkout(asset, act)
        transfers.end_on_the_way([asset.id], "lost", act)
        settling.settle_reported(asset, act)
    keep_report(asset, kind, act, holder_id=held, room_id=stood, noticed_on=noticed_on, **told)


def keep_report(asset: Asset, kind: str, act: Act, **columns: Any) -> None:
    """The row of a report that is in the ledger already."""
    keep_reports([(asset, kind, act, columns)])


def keep_reports(reports: Sequence[tuple[Asset, str, Act, Mapping[str, Any]]]) -> None:
    """The rows of many reports: what was reported gone before is reported anew."""
    for asset, kind, act, _columns in reports:
        if kind in LOSSES:
            _end_what_is_open(asset.id, act)
    empty = dict.fromkeys(("noticed_on", "holder_id", "room_id", "note", *NUMBERS))
    insert_all(
        Loss, [empty | _row(asset, kind, act) | dict(columns) for asset, kind, act, columns in reports]
    )


def keep_reported(entries: Iterable[Entry]) -> None:
    """The rows that go with whatever of these entries says that something is gone."""
    kinds = {action: kind for kind, action in LOSSES.items()}
    keep_reports(
        [
            (one.asset, kinds[one.action], one.act, {"holder_id": one.person_id, "room_id": one.room_id})
            for one in entries
            if one.action in kinds
        ]
    )


def _row(asset: Asset, kind: str, act: Act) -> dict[str, Any]:
    return {
        "uuid": uuid7(),
        "site_id": asset.site_id,
        "asset_id": asset.id,
        "kind": kind,
        "reported_at": act.happened_at,
        "reported_by_id": act.by_id,
    }


def _end_what_is_open(asset_id: int, act: Act) -> None:
    open_ones = update(Loss).where(Loss.asset_id == asset_id, Loss.kind.in_(LOSSES), Loss.ended_at.is_(None))
    by = act.by_id
    ended = {"ended_at": act.happened_at, "ended_how": "reported_anew", "ended_by_id": by}
    db.session.execute(open_ones.values(**ended))
