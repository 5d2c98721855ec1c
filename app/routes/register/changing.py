"""Registering, correcting, moving and retagging an asset from its pages."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import register
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.register import CartLoaded, CodeTooLong, TagTaken, UnfitCode
from app.models import Asset, AssetModel, Category, FundingSource, Room, Site
from app.routes.naming import uuid_of
from app.routes.onward import lead_on
from app.routes.register.blueprint import bp
from app.routes.words import explain

TEXT = (
    "serial", "description", "condition", "use", "purchase_order", "supplier", "title_holder", "delivered_to",
    "proof_of_delivery", "itemised_list", "signed_off_by", "warranty_kind", "operating_system", "wired_mac",
    "wireless_mac", "software", "notes",
)  # fmt: skip
DATES = ("purchased_on", "shipped_on", "delivered_on", "signed_off_on", "warranty_until", "end_of_life_on")
REFUSED = (TagTaken, UnfitCode, CodeTooLong, CartLoaded)
NUMBERS = ("warranty_months", "slots", "federal_share")


class BadField(ValueError):
    """A field that cannot be read; its name is the argument."""


@bp.get("/assets/new")
def new_asset() -> str:
    """The form for one new asset."""
    site = access.working_site()
    return render_template(
        "register/edit_asset.html", asset=None, site=site, form=request.args, **_choices(site)
    )


@bp.post("/assets")
def add_asset() -> tuple[str, int] | Response:
    """Register one asset. Policy: REG-3."""
    site, form = access.working_site(), request.form
    try:
        model, room = _model(), _room(site)
        tag = form.get("tag", "").strip() or None
        added = register.register(site, room=room, model=model, act=_act(), tag=tag, **_columns())
        db.session.commit()
    except (BadField, *REFUSED) as fault:
        page = render_template(
            "register/edit_asset.html", asset=None, site=site, form=form, fault=_why(fault), **_choices(site)
        )
        return page, 422
    flash(gettext("%(asset)s is registered.", asset=str(added)), "here")
    return redirect(url_for("register.asset", uuid=added.uuid), 303)


@bp.get("/assets/<uuid:uuid>/edit")
def edit_asset(uuid: UUID) -> str:
    """The form for what the register says of an asset."""
    found = access.asset(uuid)
    return render_template(
        "register/edit_asset.html", asset=found, site=found.site, form=_form_of(found), **_choices(found.site)
    )


@bp.post("/assets/<uuid:uuid>/edit")
def correct_asset(uuid: UUID) -> tuple[str, int] | Response:
    """Correct what the register says; the ledger keeps what it said before."""
    found = access.asset(uuid)
    try:
        changed = register.correct(found, _act(), model_id=_model().id, **_columns())
        db.session.commit()
    except (BadField, *REFUSED) as fault:
        page = render_template(
            "register/edit_asset.html", asset=found, site=found.site, form=request.form, fault=_why(fault),
            **_choices(found.site),
        )  # fmt: skip
        return page, 422
    flash(gettext("Saved.") if changed else gettext("Nothing was different."), "here")
    return redirect(url_for("register.asset", uuid=uuid), 303)


@bp.post("/assets/<uuid:uuid>/move")
def move_asset(uuid: UUID) -> Response:
    """Place an asset in another room of its site."""
    found = access.asset(uuid)
    room = access.room(uuid_of(request.form.get("room")))
    register.move(found, room, _act())
    db.session.commit()
    flash(gettext("%(asset)s is in %(room)s now.", asset=str(found), room=room.name), "here")
    return lead_on(url_for("register.asset", uuid=uuid))


@bp.post("/assets/<uuid:uuid>/tag")
def retag_asset(uuid: UUID) -> Response:
    """Give an asset another tag; the old one still finds it."""
    found, tag = access.asset(uuid), request.form.get("tag", "").strip()
    if not tag:
        abort(400)
    register.retag(found, tag, _act())
    db.session.commit()
    flash(gettext("The tag is %(tag)s now; the old one still finds the device.", tag=tag), "here")
    return lead_on(url_for("register.asset", uuid=uuid))


@bp.post("/assets/<uuid:uuid>/codes")
def add_code(uuid: UUID) -> Response:
    """Let one more code mean this asset."""
    found, code = access.asset(uuid), request.form.get("code", "").strip()
    if not code:
        abort(400)
    register.identify(found, code, _act())
    db.session.commit()
    return lead_on(url_for("register.asset", uuid=uuid))


def _act() -> Act:
    return Act.now(access.signed_in())


def _model() -> AssetModel:
    """The model chosen, or the new one that was described."""
    form = request.form
    if chosen := form.get("model"):
        model = db.session.scalar(
            select(AssetModel)
            .where(AssetModel.uuid == uuid_of(chosen))
            .options(joinedload(AssetModel.category))
        )
        return model or abort(404)
    name = form.get("model_name", "").strip()
    if not name:
        raise BadField("model")
    category = form.get("category", "").strip() or "Other"
    return register.model_named(
        name[:120], maker=form.get("maker", "").strip()[:80], number=form.get("model_number", "").strip()[:80],
        category=category[:60],
    )  # fmt: skip


def _room(site: Site) -> Room | None:
    if not request.form.get("room"):
        return None
    room = access.room(uuid_of(request.form.get("room")))
    return room if room.site_id == site.id else abort(404)


def _columns() -> dict[str, Any]:
    form = request.form
    columns: dict[str, Any] = {name: form.get(name, "").strip()[:2000] or None for name in TEXT}
    columns |= {name: _read(name, date.fromisoformat) for name in DATES}
    columns |= {name: _read(name, int) for name in NUMBERS}
    cost = _read("cost", Decimal)
    columns["cost_cents"] = None if cost is None else int(cost * 100)
    columns["funding_source_id"] = _funding()
    columns["ecf"] = form.get("ecf") == "1"
    columns["bought_by_programme"] = form.get("bought_by_programme") == "1"
    return columns


def _read(name: str, kind: Any) -> Any:
    text = request.form.get(name, "").strip()
    try:
        value = kind(text) if text else None
        too_far = value is not None and not isinstance(value, date) and not 0 <= value < 10_000_000
    except (ValueError, InvalidOperation) as fault:
        raise BadField(name) from fault
    if too_far:
        raise BadField(name)
    return value


def _funding() -> int | None:
    name, fain = (
        request.form.get("funding_source", "").strip()[:120],
        request.form.get("fain", "").strip()[:60],
    )
    return register.funding_named(name, fain).id if name else None


def _why(fault: BadField | Refusal) -> dict[str, str]:
    if isinstance(fault, Refusal):
        return {"field": fault.facts.get("field", "tag"), "words": explain(fault)}
    field = str(fault)
    known = {"model": gettext("Choose a model, or describe a new one.")}
    return {"field": field, "words": known.get(field, gettext("This cannot be read. Look at it again."))}


def _choices(site: Site) -> dict[str, Any]:
    models = (
        select(AssetModel)
        .order_by(AssetModel.maker, AssetModel.name)
        .options(joinedload(AssetModel.category))
    )
    rooms = select(Room).where(Room.site_id == site.id, Room.closed_at.is_(None)).order_by(Room.name)
    return {
        "models": list(db.session.scalars(models.limit(500))),
        "rooms": list(db.session.scalars(rooms)),
        "categories": list(db.session.scalars(select(Category.name).order_by(Category.name))),
        "fundings": list(db.session.scalars(select(FundingSource).order_by(FundingSource.name).limit(200))),
    }


def _form_of(found: Asset) -> dict[str, Any]:
    form = {name: getattr(found, name) for name in (*TEXT, *DATES, *NUMBERS)}
    form["cost"] = None if found.cost_cents is None else f"{found.cost_cents / 100:.2f}"
    form["model"] = str(found.model.uuid)
    if found.funding_source:
        form |= {"funding_source": found.funding_source.name, "fain": found.funding_source.fain}
    return form | {"ecf": found.ecf, "bought_by_programme": found.bought_by_programme}
