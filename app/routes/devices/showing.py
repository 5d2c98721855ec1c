"""What contradicts the register, counted, listed, searched; and what is known of one device. Policy: PLN-2, PLN-5."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from sqlalchemy import Select

from app import access
from app.db import db
from app.domain import losses
from app.domain.access import Scope
from app.domain.devices import listing
from app.domain.devices.searching import assets_known_as, says
from app.models import DeviceConflict, DeviceRecord
from app.models.devices import CONFLICTS, SOURCES
from app.routes.devices import words
from app.routes.devices.blueprint import bp
from app.routes.fragments import wants
from app.routes.naming import uuid_of

PAGE = 50
ABSENT, ALL = "absent", "all"


@bp.get("/device-management", endpoint="devices")
def overview() -> str:
    """Every kind of conflict with how many there are; or those of a kind, or the records that a search found."""
    site, names = access.chosen_site(), access.names()
    kind, text = request.args.get("kind", ""), request.args.get("q", "").strip()[:200]
    shown: dict[str, Any] = {"site": site, "kind": kind, "text": text, "words": words, "names": names}
    if text:
        shown |= _found(text)
    elif kind in (*CONFLICTS, ABSENT, ALL):
        shown |= _of_kind(kind)
    else:
        shown |= _kinds(access.scope(site)) | {"exports": [] if site else listing.exports_heard()}
    return render_template("devices/_devices.html" if wants("found") else "devices/devices.html", **shown)


@bp.get("/device-management/<uuid:uuid>")
def record(uuid: UUID) -> str:
    """What a management last said of a device, and every conflict there was about it."""
    found = access.device_record(uuid)
    return render_template(
        "devices/record.html",
        record=found,
        conflicts=listing.conflicts_of(found),
        absent=found.id in listing.absent_of([found]),
        names=access.names(),
        words=words,
    )


def wanted_records() -> Select[Any]:
    """The records that the address asks for: those a search finds, or those left out of the last export."""
    query = listing.records_in(access.scope(access.chosen_site()), absent=request.args.get("kind") == ABSENT)
    text = request.args.get("q", "").strip()[:200]
    source = request.args.get("source", "")
    if source in SOURCES:
        query = query.where(DeviceRecord.source == source)
    return query.where(says(text, access.names())) if text else query


def _kinds(scope: Scope) -> dict[str, Any]:
    return {
        "counts": listing.counted(scope),
        "absent": listing.absent_in(scope),
        "most": listing.COUNTED,
        "heard": listing.anything_in(scope),
    }


def _of_kind(kind: str) -> dict[str, Any]:
    if kind in (ABSENT, ALL):
        return _records()
    query = listing.open_conflicts(kind, access.scope(access.chosen_site()))
    if after := request.args.get("after"):
        query = query.where(DeviceConflict.id > access.device_conflict(uuid_of(after)).id)
    found = list(db.session.scalars(listing.shown(query).limit(PAGE + 1)).unique())
    gone = [one.asset for one in found[:PAGE] if one.asset] if kind == "active_missing" else []
    return {
        "conflicts": found[:PAGE],
        "more": found[PAGE - 1].uuid if len(found) > PAGE else None,
        "reported_at": losses.reported_at(gone),
    }


def _records() -> dict[str, Any]:
    query = wanted_records()
    if after := request.args.get("after"):
        query = query.where(DeviceRecord.id < access.device_record(uuid_of(after)).id)
    found = list(db.session.scalars(query.options(*listing.SHOWN_OF_RECORDS).limit(PAGE + 1)))
    return {
        "records": found[:PAGE],
        "more": found[PAGE - 1].uuid if len(found) > PAGE else None,
        "standing": listing.standing_of(found[:PAGE]),
        "left_out": listing.absent_of(found[:PAGE]),
    }


def _found(text: str) -> dict[str, Any]:
    assets = assets_known_as(text, access.scope(access.chosen_site()), access.names())
    return _records() | {"unmanaged": [] if request.args.get("after") else assets}
