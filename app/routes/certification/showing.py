"""A site's certification as it stands: how far, what is left and where it was last seen."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import access, clock
from app.domain import certification as certifying
from app.models import Certification
from app.routes.certification.blueprint import bp

FEW = 8
PAGE = 100


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
        seal=seal,
        proposed=certifying.proposed_in(found, progress.unaccounted),
        before=certifying.seal_of(found.replaces),
        days=(found.cycle.due_on - clock.day()).days,
        drawn=certifying.drawn(found),
        working=found.state in certifying.AT_WORK,
    )


@bp.get("/certifications/<uuid:uuid>/left")
def left(uuid: UUID) -> str:
    """Everything unaccounted for, where it was last seen; each can be attested or reported."""
    found = access.certification(uuid)
    at = request.args.get("from", default=0, type=int)
    progress = certifying.progress_of(found)
    left_over = progress.left
    shown = left_over[max(at, 0) : max(at, 0) + PAGE]
    return render_template(
        "certification/left.html",
        certification=found,
        left=shown,
        total=len(left_over),
        people=certifying.holders_of(shown),
        attested=certifying.attested_in(found).values(),
        proposed=certifying.proposed_in(found, progress.unaccounted) if not at else [],
        at=max(at, 0),
        more=len(left_over) > max(at, 0) + PAGE,
        page=PAGE,
        working=found.state in certifying.AT_WORK,
    )


@bp.get("/certifications/<uuid:uuid>/shares")
def shares(uuid: UUID) -> str:
    """The same by place, by category or by model."""
    found, by = access.certification(uuid), request.args.get("by", "place")
    if by not in certifying.BY:
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
