"""Opening a cycle, and what ITS changes of one that is open. Policy: CERT-1."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy import Row
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import certification as certifying
from app.domain import policy, register
from app.domain.certification.watching import certifications_in, cycle_of
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.jobs import watching
from app.models import Cycle, Site
from app.routes import forms
from app.routes.certification.blueprint import bp
from app.routes.words import explain

PAGE = 50


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
            categories=_ticked(),
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
    return redirect(url_for("certification.cycle", uuid=opened.uuid), 303)


@bp.get("/cycles/<uuid:uuid>")
def cycle(uuid: UUID) -> str:
    """A cycle's days and kinds, how far it came, and what was changed of it; ITS lets further sites take part."""
    found, scope = access.cycle(uuid), access.scope()
    told, at = cycle_of(found, scope), max(request.args.get("from", default=0, type=int), 0)
    groups = certifying.sites_by_region(found) if access.may("certification.add_sites") else []
    return render_template(
        "certification/cycle.html",
        cycle=found,
        told=told,
        sites=[] if told.current or told.coming else _page(found, at),
        at=at,
        page=PAGE,
        groups=groups,
        left_out=[site.code for _, sites in groups for site in sites],
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


def _page(found: Cycle, at: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The sites of a cycle from a place on, and one more where there are more."""
    query = certifications_in(found, access.scope()).offset(at).limit(PAGE + 1)
    return db.session.execute(query).all()


def _form(wrong: str | None = None) -> str:
    asked, today = request.form, clock.day()
    chosen = certifying.openable(today, request.values.get("began", ""))
    return render_template(
        "certification/new_cycle.html",
        years=[
            (year.isoformat(), policy.fiscal_year_name(year)) for year in certifying.openable_years(today)
        ],
        chosen=chosen,
        now=certifying.current(),
        due_on=asked.get("due_on") or (chosen and chosen.due_on),
        seen_since=asked.get("seen_since") or (chosen and chosen.began),
        which=asked.get("which", "all"),
        categories=register.category_names(),
        ticked=set(asked.getlist("category")),
        groups=certifying.sites_by_region(),
        left_out=certifying.left_out(asked.getlist("site")) if asked.get("which") == "chosen" else (),
        wrong=wrong,
    )


def _named() -> list[Site]:
    """The sites that were ticked; one that nobody knows is no mistake of a hand."""
    codes = set(request.form.getlist("site"))
    known = {site.code: site for site in db.session.scalars(access.sites().order_by(Site.code))}
    return [known[code] for code in sorted(codes)] if codes <= known.keys() else abort(400)


def _ticked() -> list[str] | None:
    """The kinds of device that were ticked; one that nobody knows is no mistake of a hand."""
    kinds = set(request.form.getlist("category"))
    return sorted(kinds) or None if kinds <= set(register.category_names()) else abort(400)
