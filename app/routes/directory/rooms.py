"""The rooms of a site: what to count next, what is in each, and which are open."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import audits, directory
from app.domain.directory import DuplicateRoom
from app.domain.roster import rooms_answered_for
from app.models import Asset, AssetModel, Audit
from app.models.directory import ROOM_KINDS
from app.routes.directory.blueprint import bp
from app.routes.fragments import wants
from app.routes.words import explain


@bp.get("/rooms")
def rooms() -> str:
    """The rooms of a site with their rings: what to count next."""
    site = access.working_site()
    everything = audits.rooms_of(site.id)
    counts = access.may("audits.count", site.id)
    left = [room for room in everything if room.state != "counted"]
    shown = request.args.get("show", "not-yet" if counts and left else "all")
    mine = rooms_answered_for(access.signed_in().person_id)
    return render_template(
        "directory/_rooms.html" if wants("rooms") else "directory/rooms.html",
        site=site,
        sections=_sections([room for room in everything if _fits(room, shown)], mine),
        everything=everything,
        show=shown,
        guide=_guide(everything, mine, counts=counts),
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


def _sections(
    rooms: list[audits.RoomProgress], mine: set[int]
) -> list[tuple[str, list[audits.RoomProgress]]]:
    """One's own rooms first, then those where somebody is counting, then the rest."""
    own = [room for room in rooms if room.room.id in mine]
    others = [room for room in rooms if room.room.id not in mine]
    going_on = [room for room in others if room.state == "open"]
    rest = [room for room in others if room.state != "open"]
    named = [
        (gettext("Your rooms"), own),
        (gettext("Being counted"), going_on),
        (gettext("Other rooms") if own or going_on else "", rest),
    ]
    return [(heading, section) for heading, section in named if section]


def _guide(rooms: list[audits.RoomProgress], mine: set[int], *, counts: bool) -> str:
    """What to do next on this page."""
    left = [room for room in rooms if room.state != "counted"]
    if not counts and any(room.unsettled for room in rooms):
        return gettext("Open a room to see how its counts went. What they left open waits under Attention.")
    if not counts:
        return gettext("Open a room to see what is expected in it and how its counts went.")
    if not left:
        return gettext("Every room is counted. What the counts left open waits under Attention.")
    own = sum(room.room.id in mine for room in left)
    if own:
        return ngettext(
            "Start with your room: open it and point the camera at its tags.",
            "Start with your rooms: open one and point the camera at its tags.",
            own,
        )
    return gettext("Start with the rooms not counted yet: open one and point the camera at its tags.")
