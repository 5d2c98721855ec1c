"""A site's certification as it stands: how far, what is left and where it was last seen."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import access, clock
from app.domain import certification as certifying
from app.models import Certification
from app.routes.certification.blueprint import bp

FEW = 8


@bp.get("/certification")
def site() -> str | Response:
    """This cycle's certification of the site one works at."""
    chosen, cycle = access.working_site(), certifying.current()
    found = certifying.standing(cycle, chosen) if cycle else None
    if found is None:
        return render_template("certification/none.html", site=chosen, cycle=cycle)
    return redirect(url_for("certification.show", uuid=found.uuid), 303)


@bp.get("/certifications/<uuid:uuid>")
def show(uuid: UUID) -> str:
    """One certification: the number, what is left, who did what."""
    found = access.certification(uuid)
    progress, seal = certifying.progress_of(found), certifying.seal_of(found)
    return render_template(
        "certification/certification.html",
        certification=found,
        progress=progress,
        numbers=seal.head if seal else progress,
        left=progress.left[:FEW],
        people=certifying.holders_of(progress.left[:FEW]),
        handled={} if seal else certifying.handled_in(found, progress.unaccounted),
        seal=seal,
        proposed=certifying.proposed_in(found, progress.unaccounted),
        before=certifying.seal_of(found.replaces),
        other_years=certifying.other_years(found),
        days=(found.cycle.due_on - clock.day()).days,
        drawn=certifying.drawn(found),
        working=found.state in certifying.AT_WORK,
    )


@bp.get("/certifications/<uuid:uuid>/shares")
def shares(uuid: UUID) -> str:
    """The same by place, by category, by model or by who holds it."""
    found, by = access.certification(uuid), request.args.get("by", "place")
    if by not in certifying.SHARED_BY:
        abort(404)
    return render_template(
        "certification/shares.html",
        certification=found,
        by=by,
        shares=certifying.progress_of(found).shares(by),
    )


def shown(certification: Certification) -> Response:
    """Back to the certification after something was done to it."""
    return redirect(url_for("certification.show", uuid=certification.uuid), 303)
