"""Opening a cycle, and what ITS changes of one that is open. Policy: CERT-1."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import certification as certifying
from app.domain import policy
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.jobs import watching
from app.models import Category, Cycle, Site
from app.routes import forms
from app.routes.certification.blueprint import bp
from app.routes.words import explain

# A year that is over is due this many days from now, unless ITS says another day.
LEAST_DAYS = 30


@bp.get("/cycles/new")
def new_cycle() -> str:
    """What a cycle is opened with: the fiscal year, its days, its sites and the kinds of device."""
    return _form()


@bp.post("/cycles")
def open_cycle() -> Response | tuple[str, int]:
    """Open a fiscal year's cycle for every site that is open, or for those that were chosen."""
    form = request.form
    try:
        opened = certifying.open_cycle(
            Act.now(access.signed_in()),
            began=forms.day("began"),
            due_on=forms.day("due_on"),
            seen_since=forms.day("seen_since"),
            categories=_known(form.getlist("category")),
            sites=_named() if form.get("which") == "chosen" else None,
        )
        db.session.commit()
    except Refusal as refused:
        db.session.rollback()
        return _form(wrong=explain(refused)), 422
    watching.read_soon()
    sites = certifying.taking_part(opened)
    flash(
        ngettext(
            "The cycle %(name)s is open for %(num)s site.", "The cycle %(name)s is open for %(num)s sites.", sites,
            name=opened.name,
        ),
        "here",
    )  # fmt: skip
    return redirect(url_for("certification.cycles"), 303)


@bp.get("/cycles/<uuid:uuid>")
def cycle(uuid: UUID) -> str:
    """A cycle's days, kinds and sites, and what was changed of them."""
    found = access.cycle(uuid)
    return render_template(
        "certification/cycle.html",
        cycle=found,
        taking_part=certifying.taking_part(found),
        groups=_by_region(db.session.scalars(_sites(found)).all()),
    )


@bp.post("/cycles/<uuid:uuid>/sites")
def add_sites(uuid: UUID) -> Response:
    """Let further sites take part: a school that opened in autumn."""
    found = access.cycle(uuid)
    joined = certifying.add_sites(found, _named(), Act.now(access.signed_in()))
    db.session.commit()
    watching.read_soon()
    flash(ngettext("%(num)s site takes part now.", "%(num)s sites take part now.", joined), "here")
    return redirect(url_for("certification.cycle", uuid=uuid), 303)


@bp.post("/cycles/<uuid:uuid>/due")
def move_due(uuid: UUID) -> Response:
    """Put the day it is due on to another day, with a reason."""
    found = access.cycle(uuid)
    certifying.move_due(
        found, forms.needed_day("due_on"), forms.text("reason", 1000), Act.now(access.signed_in())
    )
    db.session.commit()
    return redirect(url_for("certification.cycle", uuid=uuid), 303)


def _form(wrong: str | None = None) -> str:
    asked, today = request.form, clock.day()
    years = certifying.openable_years(today)
    began = _year(years, today, request.values.get("began", ""))
    return render_template(
        "certification/new_cycle.html",
        years=years,
        began=began,
        due_on=asked.get("due_on") or (_due(began, today) if began else ""),
        seen_since=asked.get("seen_since") or began,
        which=asked.get("which", "all"),
        categories=db.session.scalars(select(Category.name).order_by(Category.name)).all(),
        ticked=set(asked.getlist("category")),
        groups=_by_region(db.session.scalars(_sites()).all()),
        left_out=_left_out(asked.getlist("site")) if asked.get("which") == "chosen" else (),
        wrong=wrong,
    )


def _year(years: Sequence[date], today: date, asked: str) -> date | None:
    """The year that was asked for, else this one, else one to come."""
    this = policy.fiscal_year_start(today)
    likely = [year for year in years if year.isoformat() == asked] or [year for year in years if year == this]
    return next(iter(likely or years[::-1]), None)


def _due(began: date, today: date) -> date:
    due = certifying.due_of(began)
    return due if due >= today else today + timedelta(days=LEAST_DAYS)


def _sites(found: Cycle | None = None) -> Select[Site]:
    return certifying.open_sites(found).options(joinedload(Site.region))


def _by_region(sites: Sequence[Site]) -> list[tuple[str | None, list[Site]]]:
    """The sites of each region, those without one last."""

    def of(site: Site) -> str:
        return site.region.name if site.region else "\uffff"

    ordered = sorted(sites, key=lambda site: (of(site), site.name, site.code))
    return [(None if name == "\uffff" else name, list(some)) for name, some in groupby(ordered, of)]


def _named() -> list[Site]:
    """The sites that were ticked; one that nobody knows is no mistake of a hand."""
    codes = set(request.form.getlist("site"))
    known = {site.code: site for site in db.session.scalars(access.sites().order_by(Site.code))}
    return [known[code] for code in sorted(codes)] if codes <= known.keys() else abort(400)


def _left_out(codes: Sequence[str]) -> set[str]:
    return set(db.session.scalars(certifying.open_sites().with_only_columns(Site.code))) - set(codes)


def _known(categories: list[str]) -> list[str] | None:
    """The kinds of device that were ticked; one that nobody knows is no mistake of a hand."""
    if not categories:
        return None
    known = set(db.session.scalars(select(Category.name).where(Category.name.in_(categories))))
    return sorted(known) if known == set(categories) else abort(400)
