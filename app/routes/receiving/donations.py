"""What a site is offered: entered by its IDM, reviewed by ITS, and only then received. Policy: RCV-3."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db, uuid7
from app.domain import receiving
from app.domain.ledger import Act
from app.domain.receiving import NoReason, NotFit, Offered, Review
from app.domain.refusals import Refusal
from app.domain.second_taps import made_before
from app.models import Delivery, Donation, DonationLine, Site
from app.models.receiving.donations import DONATION_KINDS
from app.routes import forms
from app.routes.naming import uuid_of, uuid_or_none
from app.routes.receiving.blueprint import bp
from app.routes.receiving.lines import choices, lines_said, lines_written

PAGE = 50


@bp.get("/donations")
def donations() -> str:
    """What waits for its review, the oldest first; or everything, newest first."""
    site, show, scope = access.chosen_site(), request.args.get("show", "waiting"), access.scope()
    waits = show == "waiting"
    query = receiving.donations_waiting(scope).order_by(None).order_by(Donation.id) if waits else (
        select(Donation).where(scope.where(Donation.site_id)).order_by(Donation.id.desc())
    )  # fmt: skip
    if site is not None:
        query = query.where(Donation.site_id == site.id)
    if after := request.args.get("after"):
        last = access.donation(uuid_of(after)).id
        query = query.where(Donation.id > last if waits else Donation.id < last)
    lines = selectinload(Donation.lines).joinedload(DonationLine.model)
    found = list(db.session.scalars(query.options(joinedload(Donation.site), lines).limit(PAGE + 1)))
    return render_template(
        "receiving/donations.html", site=site, show=show, donations=found[:PAGE],
        more=found[PAGE - 1].uuid if len(found) > PAGE else None,
    )  # fmt: skip


@bp.get("/donations/new")
def new_donation() -> str:
    """The form for what somebody would give."""
    return _form(access.working_site(), {"offered_on": clock.day().isoformat()})


@bp.post("/donations")
def add_donation() -> tuple[str, int] | Response:
    """Enter what was offered: it waits for ITS."""
    site, form_id = access.working_site(), uuid_or_none(request.form.get("form")) or uuid7()
    if entered := made_before(Donation, form_id, Donation.site_id, site):
        return redirect(url_for("receiving.donation", uuid=entered.uuid), 303)
    try:
        kind = request.form.get("kind", "donation")
        lines = [Offered(one.model, one.quantity, one.condition, one.cents) for one in lines_said()]
        offered = receiving.offer(
            site, forms.needed("giver", 120), lines, Act.now(access.signed_in()),
            offered_on=forms.needed_day("offered_on"), kind=kind if kind in DONATION_KINDS else "other",
            notes=forms.text("notes", 2000) or None, uuid=form_id,
        )  # fmt: skip
        db.session.commit()
    except Refusal as fault:
        db.session.rollback()
        return _form(site, request.form, fault=forms.why(fault)), 422
    flash(gettext("ITS reviews it before anything of it is registered."), "here")
    return redirect(url_for("receiving.donation", uuid=offered.uuid), 303)


@bp.get("/donations/<uuid:uuid>")
def donation(uuid: UUID) -> str:
    """What was offered, by whom, and what ITS said."""
    return _page(access.donation(uuid))


@bp.post("/donations/<uuid:uuid>/accept")
def accept_donation(uuid: UUID) -> tuple[str, int] | Response:
    """Let the site have it: from now on it is a delivery to be registered."""
    found = access.donation(uuid)
    try:
        receiving.accept(found, _review(), Act.now(access.signed_in()))
        db.session.commit()
    except NotFit as fault:
        db.session.rollback()
        return _page(access.donation(uuid), fault=forms.why(fault)), 422
    flash(gettext("Accepted. The site registers it as any delivery."), "here")
    return redirect(url_for("receiving.donation", uuid=uuid), 303)


@bp.post("/donations/<uuid:uuid>/refuse")
def refuse_donation(uuid: UUID) -> tuple[str, int] | Response:
    """Say no, and why."""
    found = access.donation(uuid)
    try:
        receiving.refuse(found, _review(), request.form.get("reason", ""), Act.now(access.signed_in()))
        db.session.commit()
    except NoReason as fault:
        db.session.rollback()
        return _page(access.donation(uuid), fault=forms.why(fault)), 422
    flash(gettext("Refused. The site sees the reason."), "here")
    return redirect(url_for("receiving.donation", uuid=uuid), 303)


def _review() -> Review:
    form = request.form
    return Review(*(form.get(name) == "1" for name in Review._fields))


def _page(found: Donation, fault: dict[str, str] | None = None) -> str:
    came = db.session.scalar(select(Delivery).where(Delivery.donation_id == found.id))
    return render_template(
        "receiving/donation.html", donation=found, delivery=came, fault=fault, form=request.form
    )


def _form(site: Site, form: Any, fault: dict[str, str] | None = None) -> str:
    written = [*lines_written(), {}, {}, {}]
    return render_template(
        "receiving/new_donation.html", site=site, form=form, form_id=form.get("form") or uuid7(), fault=fault,
        lines=written[: max(3, len(written) - 3)],
        kinds=DONATION_KINDS, **choices(site),
    )  # fmt: skip
