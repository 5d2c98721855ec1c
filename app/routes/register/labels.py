"""Printing labels for devices and doors."""

from flask import Response, abort, render_template, request, url_for
from flask_babel import get_locale, gettext
from sqlalchemy import Select, select
from werkzeug.datastructures import MultiDict

from app import access
from app.db import db
from app.domain import directory
from app.domain.looking_up import assets_meant_by
from app.files.labels import (
    MOST_LABELS,
    SHEETS,
    CartLabel,
    CodeTooLong,
    CodeTooSmall,
    Label,
    LabelRefused,
    NoSuchPosition,
    NothingToPrint,
    RoomLabel,
    TooManyLabels,
    render,
)
from app.models import Asset, Room, Site
from app.models.register.asset import GONE_STATES
from app.routes.downloads import pdf
from app.routes.naming import uuid_of
from app.routes.register.blueprint import bp
from app.routes.register.showing import SHOWN_IN_LISTS


@bp.get("/labels")
def labels() -> str:
    """Choose what to print and on which paper."""
    return _page(access.working_site(), request.args)


@bp.post("/labels.pdf")
def print_labels() -> Response | tuple[str, int]:
    """The labels as a PDF, beginning at a position on a sheet that is partly used."""
    site, form = access.working_site(), request.form
    sheet = SHEETS.get(form.get("sheet", "")) or abort(400)
    wanted = {"doors": _doors, "carts": _carts}.get(form.get("what", ""), _devices)(site)
    try:
        paper = render(
            wanted, sheet, start=form.get("start", 1, int), site=site.name, language=str(get_locale())
        )
    except (LabelRefused, CodeTooLong) as refusal:
        return _page(site, form, fault=_why(refusal)), 422
    return pdf(paper, f"labels-{site.code}.pdf")


def _page(site: Site, form: MultiDict[str, str], fault: dict[str, str] | None = None) -> str:
    return render_template(
        "register/labels.html",
        site=site,
        rooms=directory.rooms_open_at(site.id),
        carts=[(str(cart.uuid), str(cart)) for cart in db.session.scalars(_tagged_carts(site))],
        sheets=[(key, sheet.name) for key, sheet in SHEETS.items()],
        form=form,
        tags=" ".join(form.getlist("tags")),
        fault=fault,
    )


def _devices(site: Site) -> list[Label | RoomLabel]:
    """The tagged devices of a room, or those whose tags were typed, in the order asked for."""
    if request.form.get("what") == "tags":
        typed = request.form.get("tags", "").split()[: MOST_LABELS + 1]
        meant = assets_meant_by(typed)
        found = [asset for text in typed for asset in meant[text][:1] if asset.site_id == site.id]
    elif request.form.get("room"):
        room = _one_room(request.form.get("room"))
        query = select(Asset).where(
            Asset.site_id == site.id, Asset.room_id == room.id, Asset.tag.is_not(None)
        )
        found = list(
            db.session.scalars(query.order_by(Asset.tag).options(*SHOWN_IN_LISTS).limit(MOST_LABELS + 1))
        )
    else:
        found = []
    return [_label(asset) for asset in found if asset.tag]


def _label(asset: Asset) -> Label:
    tag = asset.tag or ""
    address = (
        url_for("register.label", tag=tag, _external=True) if request.form.get("content") == "address" else ""
    )
    return Label(tag, (str(asset.model), asset.serial or ""), address)


def _doors(site: Site) -> list[Label | RoomLabel]:
    rooms = directory.rooms_open_at(site.id)
    if request.form.get("door"):
        chosen = _one_room(request.form.get("door"))
        rooms = [room for room in rooms if room is chosen]
    return [
        RoomLabel(room.name, room.code, url_for("directory.door", uuid=room.uuid, _external=True))
        for room in rooms
    ]


def _carts(site: Site) -> list[Label | RoomLabel]:
    """Every cart with a tag, or the one that was chosen; any phone's camera opens it by its address."""
    query = _tagged_carts(site)
    if request.form.get("cart"):
        query = query.where(Asset.id == access.asset(uuid_of(request.form["cart"])).id)
    return [
        CartLabel(str(cart), str(cart.model), url_for("register.label", tag=cart.tag, _external=True))
        for cart in db.session.scalars(query.options(*SHOWN_IN_LISTS))
    ]


def _tagged_carts(site: Site) -> Select[Asset]:
    kept = Asset.state.not_in(GONE_STATES)
    query = select(Asset).where(
        Asset.site_id == site.id, Asset.slots.is_not(None), Asset.tag.is_not(None), kept
    )
    return query.order_by(Asset.tag, Asset.id).limit(MOST_LABELS + 1)


def _one_room(text: str | None) -> Room:
    return access.room(uuid_of(text))


def _why(refusal: LabelRefused | CodeTooLong) -> dict[str, str]:
    """Which field was refused, and why."""
    what = request.form.get("what", "room")
    faults = {
        NoSuchPosition: ("start", gettext("The sheet has no such position.")),
        TooManyLabels: (
            "tags" if what == "tags" else "",
            gettext("That is more than %(most)s labels. Print them in parts.", most=MOST_LABELS),
        ),
        CodeTooSmall: (
            "content",
            gettext(
                "The code would be too small to read on this label. Print the tag alone, or larger labels."
            ),
        ),
        CodeTooLong: ("tags", gettext("This code is too long for any label.")),
        NothingToPrint: _nothing(what),
    }
    field, words = faults.get(type(refusal), ("", gettext("This cannot be printed.")))
    return {"field": field, "words": words}


def _nothing(what: str) -> tuple[str, str]:
    if what == "tags":
        return "tags", gettext("No device of this site bears one of these tags.")
    if what == "doors":
        return "", gettext("This site has no rooms yet.")
    if what == "carts":
        return "", gettext("This site has no cart with a tag yet.")
    if not request.form.get("room"):
        return "room", gettext("Choose the room whose devices get labels.")
    return "room", gettext("No device in this room has a tag.")
