"""Registering, correcting, moving and retagging an asset from its pages."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import register
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.register import CartLoaded, CodeTooLong, RoomClosed, TagTaken, UnfitCode
from app.models import Asset, AssetModel, Site
from app.routes import forms
from app.routes.forms import BadField, EmptyField
from app.routes.naming import uuid_of
from app.routes.onward import lead_on
from app.routes.register import choosing
from app.routes.register.blueprint import bp

TEXT = (
    "serial", "description", "condition", "use", "purchase_order", "supplier", "title_holder", "delivered_to",
    "proof_of_delivery", "itemised_list", "signed_off_by", "warranty_kind", "operating_system", "wired_mac",
    "wireless_mac", "software", "notes",
)  # fmt: skip
DATES = ("purchased_on", "shipped_on", "delivered_on", "signed_off_on", "warranty_until", "end_of_life_on")
REFUSED = (BadField, TagTaken, UnfitCode, CodeTooLong, CartLoaded, RoomClosed)
NUMBERS = ("warranty_months", "slots", "federal_share")


class NoModel(EmptyField):
    """Neither is a model chosen nor one described."""

    reason = "no_model"


@bp.get("/assets/new")
def new_asset() -> str:
    """The form for one new asset, with what was told of it elsewhere."""
    return _page(access.working_site(), None, request.args)


@bp.post("/assets")
def add_asset() -> tuple[str, int] | Response:
    """Register one asset. Policy: REG-3."""
    site, form = access.working_site(), request.form
    try:
        model, room = _model(), choosing.room_chosen(site)
        tag = form.get("tag", "").strip() or None
        added = register.register(site, room=room, model=model, act=_act(), tag=tag, **_columns())
        db.session.commit()
    except REFUSED as fault:
        return _page(site, None, form, fault), 422
    flash(gettext("%(asset)s is registered.", asset=str(added)), "here")
    return redirect(url_for("register.asset", uuid=added.uuid), 303)


@bp.get("/assets/<uuid:uuid>/edit")
def edit_asset(uuid: UUID) -> str:
    """The form for what the register says of an asset."""
    found = access.asset(uuid)
    return _page(found.site, found, _form_of(found))


@bp.post("/assets/<uuid:uuid>/edit")
def correct_asset(uuid: UUID) -> tuple[str, int] | Response:
    """Correct what the register says; the ledger keeps what it said before."""
    found = access.asset(uuid)
    try:
        changed = register.correct(found, _act(), model_id=_model().id, **_columns())
        db.session.commit()
    except REFUSED as fault:
        return _page(found.site, found, request.form, fault), 422
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


def _page(site: Site, asset: Asset | None, form: Mapping[str, Any], fault: Refusal | None = None) -> str:
    choices = choosing.choices(site)
    return render_template(
        "register/edit_asset.html",
        asset=asset,
        site=site,
        form=form if form.get("model") else _with_model(form, choices["models"]),
        fault=forms.why(fault, "tag") if fault else None,
        **choices,
    )


def _with_model(form: Mapping[str, Any], models: Iterable[AssetModel]) -> dict[str, Any]:
    """What was told, with the model of the register that its words mean; else the words, for a new one."""
    found = choosing.model_said(models, form.get("model_name", ""), form.get("maker", ""))
    chosen = {"model": str(found.uuid), "maker": None, "model_name": None} if found else {}
    return dict(form.items()) | chosen


def _act() -> Act:
    return Act.now(access.signed_in())


def _model() -> AssetModel:
    """The model chosen, or the new one that was described. Raises NoModel."""
    chosen = request.form.get("model")
    found = choosing.model_chosen(chosen) if chosen else choosing.model_described()
    if found is None:
        raise NoModel(field="model")
    return found


def _columns() -> dict[str, Any]:
    form, source = request.form, choosing.funding_named()
    columns: dict[str, Any] = {name: forms.text(name, 2000) or None for name in TEXT}
    columns |= {name: forms.day(name) for name in DATES}
    columns |= {name: forms.number(name) for name in NUMBERS}
    columns["cost_cents"] = forms.cents_in(forms.text("cost"), "cost")
    columns["funding_source_id"] = source.id if source else None
    columns["ecf"] = form.get("ecf") == "1"
    columns["bought_by_programme"] = form.get("bought_by_programme") == "1"
    return columns


def _form_of(found: Asset) -> dict[str, Any]:
    form = {name: getattr(found, name) for name in (*TEXT, *DATES, *NUMBERS)}
    form["cost"] = None if found.cost_cents is None else f"{found.cost_cents / 100:.2f}"
    form["model"] = str(found.model.uuid)
    if found.funding_source:
        form |= {"funding_source": found.funding_source.name, "fain": found.funding_source.fain}
    return form | {"ecf": found.ecf, "bought_by_programme": found.bought_by_programme}
