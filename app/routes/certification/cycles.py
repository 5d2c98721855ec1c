"""The district's year: opened by ITS, watched by regions and ITS. Policy: CERT-1, CERT-4, ORG-4."""

from collections import Counter

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import certification as certifying
from app.domain import policy
from app.domain.ledger import Act
from app.models import Category
from app.routes import forms
from app.routes.certification.blueprint import bp


@bp.get("/cycles")
def cycles() -> str:
    """Where every site stands in this year's cycle; or the way to open one."""
    cycle = certifying.current()
    watched = certifying.watched(cycle, access.scope()) if cycle else []
    began = policy.fiscal_year_start(clock.day())
    return render_template(
        "certification/cycles.html",
        cycle=cycle,
        watched=watched,
        states=Counter(one.certification.state for one in watched),
        today=clock.day(),
        days=(cycle.due_on - clock.day()).days if cycle else None,
        openable=cycle is None or cycle.began_on < began,
        began=began,
        due=certifying.due_of(began),
        categories=db.session.scalars(select(Category.name).order_by(Category.name)).all(),
    )


@bp.post("/cycles")
def open_cycle() -> Response:
    """Open this fiscal year's cycle for every site that is open."""
    form = request.form
    opened = certifying.open_cycle(
        Act.now(access.signed_in()),
        due_on=forms.day("due_on"),
        seen_since=forms.day("seen_since"),
        categories=_known(form.getlist("category")),
    )
    db.session.commit()
    flash(gettext("The cycle %(name)s is open for every site.", name=opened.name), "here")
    return redirect(url_for("certification.cycles"), 303)


def _known(categories: list[str]) -> list[str] | None:
    """The kinds of device that were ticked; one that nobody knows is no mistake of a hand."""
    if not categories:
        return None
    known = set(db.session.scalars(select(Category.name).where(Category.name.in_(categories))))
    return sorted(known) if known == set(categories) else abort(400)
