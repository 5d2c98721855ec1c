"""Making a packing list, and sending it."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access
from app.db import db, uuid7
from app.domain import transfers
from app.domain.codes import LONGEST
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.second_taps import made_before
from app.domain.transfers import Packed
from app.models import Site, Transfer
from app.routes.fragments import wants
from app.routes.naming import uuid_or_none
from app.routes.transfers.blueprint import bp
from app.routes.transfers.showing import drawn
from app.routes.words import explain

SAID_AT_ONCE = 8


@bp.get("/transfers/new")
def new() -> str:
    """Where to, why, and whatever was selected or is pasted."""
    return _form(access.working_site())


@bp.post("/transfers")
def pack() -> tuple[str, int] | Response:
    """Begin a packing list. Policy: ORG-10."""
    site, form, act = access.working_site(), request.form, Act.now(access.signed_in())
    form_id = uuid_or_none(form.get("form")) or uuid7()
    if begun_before := made_before(Transfer, form_id, Transfer.from_site_id, site):
        return redirect(url_for("transfers.transfer", uuid=begun_before.uuid), 303)
    to = db.session.scalar(select(Site).where(Site.code == form.get("to", "")))
    if to is None:
        return _form(site, {"to": gettext("Choose the school or office it goes to.")}), 422
    try:
        begun = transfers.pack(site, to, form.get("why", ""), act, uuid=form_id)
        told = transfers.put_on(begun, _codes(), act)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        field = {"no_word": "why", "too_many_devices": "tags"}.get(refusal.reason, "to")
        return _form(access.working_site(), {field: explain(refusal)}), 422
    _say(told)
    return redirect(url_for("transfers.transfer", uuid=begun.uuid), 303)


@bp.post("/transfers/<uuid:uuid>/devices")
def add(uuid: UUID) -> str | Response:
    """Put devices on the list: one by a scan, or many that were pasted."""
    found = access.transfer_sent(uuid)
    told = transfers.put_on(found, _codes(), Act.now(access.signed_in()))
    db.session.commit()
    if wants("contents"):
        return drawn(found, packed=told)
    _say(told)
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


@bp.post("/transfers/lines/<uuid:uuid>/remove")
def remove(uuid: UUID) -> str | Response:
    """Take a device off the list."""
    line = access.transfer_line(uuid)
    found = line.transfer
    transfers.take_off(line)
    db.session.commit()
    if wants("contents"):
        return drawn(access.transfer_sent(found.uuid))
    return redirect(url_for("transfers.transfer", uuid=found.uuid), 303)


@bp.post("/transfers/<uuid:uuid>/discard")
def discard(uuid: UUID) -> Response:
    """Throw a list away that was never sent."""
    transfers.throw_away(access.transfer_sent(uuid))
    db.session.commit()
    flash(gettext("The list is thrown away. Every device is where it was."), "here")
    return redirect(url_for("transfers.transfers"), 303)


@bp.post("/transfers/<uuid:uuid>/ask")
def ask(uuid: UUID) -> Response:
    """Let the list wait for ITS, where only ITS sends. Policy: ORG-7, ORG-10."""
    transfers.ask_its(access.transfer_sent(uuid), Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("ITS sees the list now and sends it."), "here")
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


@bp.post("/transfers/<uuid:uuid>/send")
def send(uuid: UUID) -> Response:
    """Let everything on the list leave. Policy: ORG-7."""
    found = access.transfer_sent(uuid)
    number = transfers.send(found, Act.now(access.signed_in()))
    db.session.commit()
    words = ngettext(
        "%(num)s device is on its way to %(site)s.",
        "%(num)s devices are on their way to %(site)s.",
        number,
        site=found.to_site.name,
    )
    flash(words, "here")
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


@bp.post("/transfers/<uuid:uuid>/recall")
def recall(uuid: UUID) -> Response:
    """Call back what has not arrived."""
    number = transfers.recall(access.transfer_sent(uuid), Act.now(access.signed_in()))
    db.session.commit()
    words = ngettext(
        "%(num)s device is back where it was.", "%(num)s devices are back where they were.", number
    )
    flash(words, "here")
    return redirect(url_for("transfers.transfer", uuid=uuid), 303)


@bp.post("/transfers/extras/<uuid:uuid>/add", endpoint="add_extra")
def put_after(uuid: UUID) -> Response:
    """Put on the list what came along without being on it."""
    extra = access.transfer_extra(uuid)
    found = extra.transfer
    transfers.add_extra(extra, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("It is on the list now. The other school takes it in."), "here")
    return redirect(url_for("transfers.transfer", uuid=found.uuid), 303)


def _form(site: Site, faults: dict[str, str] | None = None) -> str:
    others = select(Site).where(Site.id != site.id, Site.closed_on.is_(None)).order_by(Site.name)
    tags = "\n".join(line for text in request.values.getlist("tags") for line in text.split())
    return render_template(
        "transfers/new_transfer.html",
        site=site,
        sites=[(other.code, f"{other.name} · {other.code}") for other in db.session.scalars(others)],
        form=request.values,
        form_id=request.form.get("form") or uuid7(),
        tags=tags,
        faults=faults or {},
        sends=transfers.may_send(access.signed_in(), site.id),
    )


def _codes() -> list[str]:
    """What was read, or each word and line that was pasted."""
    form = request.form
    pasted = [word for text in form.getlist("tags") for word in text.replace(",", " ").split()]
    return [code[:LONGEST] for code in (form.get("code", "").strip(), *pasted) if code]


def _say(told: Sequence[Packed]) -> None:
    """What of a pasted list is not on it, and why; the first few by name."""
    left = [one for one in told if one.what not in ("packed", "already")]
    if not left:
        return
    words = [gettext("%(code)s: %(why)s", code=one.code[:40], why=_why(one)) for one in left[:SAID_AT_ONCE]]
    head = ngettext("%(num)s is not on the list.", "%(num)s are not on the list.", len(left))
    further = (
        [gettext("And %(count)s more.", count=len(left) - SAID_AT_ONCE)] if len(left) > SAID_AT_ONCE else []
    )
    flash(" ".join([head, *words, *further]), "warn")


def _why(one: Packed) -> str:
    if one.why is not None:
        return explain(one.why)
    if one.what == "several":
        return gettext("two devices bear this code.")
    return gettext("nothing in the register bears this code.")
