"""Sites and their rooms."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import audits, directory
from app.domain.directory import DuplicateRoom
from app.models import Asset, AssetModel, Audit, Region, Site
from app.models.directory import ROOM_KINDS
from app.routes.words import explain

bp = Blueprint("directory", __name__)

PAGE = 50


@bp.get("/sites")
def sites() -> str:
    """The sites one looks after, searched and paged by name."""
    wanted, after = request.args.get("q", "").strip(), request.args.get("after", "")
    query = access.sites().options(joinedload(Site.region)).order_by(Site.name, Site.code)
    if wanted:
        like = f"%{wanted}%"
        query = query.where(or_(Site.name.ilike(like), Site.code.ilike(like), Site.city.ilike(like)))
    if after:
        name, _, code = after.rpartition("|")
        query = query.where(or_(Site.name > name, (Site.name == name) & (Site.code > code)))
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    return render_template(
        "directory/sites.html",
        sites=found[:PAGE],
        q=wanted,
        more=len(found) > PAGE,
        regions=_regions(found[:PAGE]),
    )


@bp.get("/rooms")
def rooms() -> str:
    """The rooms of a site with their rings: what to count next."""
    site = access.working_site()
    everything = audits.rooms_of(site.id)
    shown = request.args.get("show", "all")
    return render_template(
        "directory/rooms.html",
        site=site,
        rooms=[room for room in everything if _fits(room, shown)],
        everything=everything,
        show=shown,
    )


@bp.get("/rooms/<uuid:uuid>")
def room(uuid: UUID) -> str:
    """One room: what is expected in it, and how its counts went."""
    found = access.room(uuid)
    expected = audits.expected_rows(found).order_by(Asset.tag, Asset.id)
    assets = db.session.scalars(
        expected.options(
            joinedload(Asset.model).joinedload(AssetModel.category),
            joinedload(Asset.cart),
            joinedload(Asset.holder),
        )
    )
    counts = db.session.scalars(
        select(Audit)
        .where(Audit.room_id == found.id)
        .order_by(Audit.opened_at.desc())
        .limit(10)
        .options(joinedload(Audit.opened_by), joinedload(Audit.finished_by), joinedload(Audit.names))
    ).unique()
    return render_template("directory/room.html", room=found, assets=list(assets), counts=list(counts))


@bp.get("/r/<uuid:uuid>")
def door(uuid: UUID) -> Response:
    """What the QR on a room's door points at: counting for those who count, the room for the others."""
    found = access.room(uuid)
    where = "audits.count" if access.may("audits.count", found.site_id) else "directory.room"
    return redirect(url_for(where, uuid=found.uuid), 303)


@bp.get("/rooms/new")
def new_room() -> str:
    """The form for a new room."""
    return render_template("directory/new_room.html", site=access.working_site(), kinds=ROOM_KINDS, form={})


@bp.post("/rooms")
def add_room() -> tuple[str, int] | Response:
    """Open a new room."""
    site, form = access.working_site(), request.form
    code = form.get("code", "").strip()
    error = None if code else gettext("A room needs its number or short name.")
    if error is None:
        try:
            room = directory.add_room(
                site, code=code[:40], name=form.get("name", "")[:120], kind=form.get("kind", "")
            )
            db.session.commit()
            return redirect(url_for("directory.room", uuid=room.uuid), 303)
        except DuplicateRoom as refusal:
            error = explain(refusal)
    return render_template(
        "directory/new_room.html", site=site, kinds=ROOM_KINDS, form=form, error=error
    ), 409


@bp.post("/rooms/<uuid:uuid>/close")
def close_room(uuid: UUID) -> Response:
    """Close a room that holds nothing."""
    room = access.room(uuid)
    directory.close_room(room)
    db.session.commit()
    return redirect(url_for("directory.room", uuid=room.uuid), 303)


@bp.post("/rooms/<uuid:uuid>/open")
def open_room(uuid: UUID) -> Response:
    """Use a closed room again."""
    room = access.room(uuid)
    directory.open_room(room)
    db.session.commit()
    return redirect(url_for("directory.room", uuid=room.uuid), 303)


def _fits(room: audits.RoomProgress, shown: str) -> bool:
    wanted = {"not-yet": room.state != "counted", "counted": room.state == "counted"}
    return wanted.get(shown, True)


def _regions(found: list[Site]) -> dict[str, Any]:
    """How many open sites each region on the page has."""
    keys = {site.region_id for site in found}
    counts = (
        select(Region.name, func.count(Site.id))
        .join(Site)
        .where(Region.id.in_(keys), Site.closed_on.is_(None))
    )
    return dict(db.session.execute(counts.group_by(Region.name)).all())
