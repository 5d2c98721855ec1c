"""Conflicts and records as a file for other people's programs. Policy: ORG-8."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, request
from sqlalchemy import Select

from app import access
from app.access import looking
from app.clock import written
from app.db import db
from app.domain.access import Scope
from app.domain.devices import listing
from app.models import Asset, DeviceRecord
from app.models.devices import CONFLICTS
from app.routes.devices.blueprint import bp
from app.routes.devices.showing import wanted_records
from app.routes.downloads import csv

AT_ONCE = 500
HEADER = (
    "conflict", "found_at", "source", "device_id", "serial", "wireless_mac", "wired_mac", "noted_tag", "status",
    "last_seen_at", "last_user", "recent_users", "operating_system", "os_version", "model", "support_ends_on",
    "org_unit", "encrypted", "compliant", "tag", "state", "site", "room", "holder",
)  # fmt: skip


@bp.get("/device-management.csv")
def export() -> Response:
    """What the list shows, all of it: a row for each conflict, or each record."""
    kind, site, names = request.args.get("kind", ""), access.chosen_site(), access.names()
    if kind and kind not in (*CONFLICTS, "absent", "all"):
        abort(404)
    of_conflicts = kind in CONFLICTS
    query = (
        listing.shown(listing.open_conflicts(kind, access.scope(site))) if of_conflicts else wanted_records()
    )
    rows = _conflicts(query, names) if of_conflicts else _records(query, names)
    return csv(HEADER, rows, f"device-management-{kind or 'all'}-{site.code if site else 'all'}.csv")


def _conflicts(query: Select[Any], known: Scope) -> Iterator[list[Any]]:
    for conflict in db.session.scalars(query.execution_options(yield_per=AT_ONCE)):
        asset = conflict.asset or (conflict.record.asset if conflict.record else None)
        yield [
            conflict.kind,
            written(conflict.found_at),
            *_of_record(conflict.record, known),
            *_of_asset(asset, known),
        ]


def _records(query: Select[Any], known: Scope) -> Iterator[list[Any]]:
    query = query.options(*listing.SHOWN_OF_RECORDS).execution_options(yield_per=AT_ONCE)
    for record in db.session.scalars(query):
        yield [None, None, *_of_record(record, known), *_of_asset(record.asset, known)]


def _of_record(record: DeviceRecord | None, known: Scope) -> list[Any]:
    if record is None:
        return [None] * 17
    return [
        record.source, record.device_id, record.serial, record.wireless_mac, record.wired_mac, record.asset_tag,
        record.status, written(record.last_seen_at) if record.last_seen_at else None,
        looking.user_of(record, known) and (record.last_user or record.assigned_user),
        "; ".join(looking.accounts_of(record, known)) or None,
        record.operating_system, record.os_version, record.model, record.support_ends_on, record.org_unit,
        record.encrypted, record.compliant,
    ]  # fmt: skip


def _of_asset(asset: Asset | None, known: Scope) -> list[Any]:
    if asset is None:
        return [None] * 5
    return [
        asset.tag, asset.state, asset.site.code, asset.room.name if asset.room else None,
        access.name_of(asset.holder, known),
    ]  # fmt: skip
