"""One operation that was not taken, with both sides; and those that were settled."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from sqlalchemy.orm import joinedload

from app import access
from app.clock import parse_instant
from app.db import db
from app.domain import directory, insight
from app.domain.access import Scope
from app.domain.offline.conflicts import both_sides
from app.domain.offline.disputes import disputes
from app.domain.offline.envelope import uuid_in
from app.domain.offline.settling import IN_A_ROOM, can_be_done_anew
from app.models import Asset, Operation, PhoneDevice, Room
from app.routes.insight.blueprint import bp
from app.routes.insight.saying import told
from app.routes.words.work import ANEW

PAGE = 50
LAST_PAGE = 10_000


@bp.get("/attention/operations/<uuid:op_id>")
def operation(op_id: UUID) -> str:
    """What the phone said, what the register says now, and what can be done."""
    found, scope = access.operation(op_id), access.scope()
    [said] = told([found], scope)
    return render_template(
        "insight/operation.html",
        told=said,
        operation=found,
        phone=db.session.get_one(PhoneDevice, found.phone_id),
        standing=[_standing(asset) for asset in insight.assets_in(found, scope)],
        rooms=_rooms(found, scope) if found.kind in IN_A_ROOM else [],
        room=uuid_in(found.payload, "room"),
        dispute=disputes([found], scope).get(found.op_id),
        names=access.names(),
        anew=ANEW.get(found.kind) if can_be_done_anew(found) else None,
    )


@bp.get("/attention/settled")
def settled() -> str:
    """What was refused and is settled: by whom, when and how, newest first."""
    scope, page = access.scope(), min(max(0, request.args.get("page", 0, int)), LAST_PAGE)
    query = insight.settled(access.reach(), access.signed_in()).options(
        joinedload(Operation.actor), joinedload(Operation.settled_by)
    )
    found = db.session.scalars(query.offset(page * PAGE).limit(PAGE + 1)).all()
    return render_template(
        "insight/settled.html", settled=told(found[:PAGE], scope), page=page, more=len(found) > PAGE
    )


def _standing(asset: Asset) -> dict[str, Any]:
    now = both_sides(asset)
    moments = {name: parse_instant(now[name]) if now[name] else None for name in ("at", "seen_at")}
    return {**now, **moments, "link": asset}


def _rooms(found: Operation, scope: Scope) -> list[Room]:
    """The rooms it may be done in: those of its own school."""
    if found.site_id is None or not scope.holds(found.site_id):
        return []
    return directory.rooms_open_at(found.site_id)
