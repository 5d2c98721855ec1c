"""What a site has not accounted for yet: searched, under headings, and on one page for the printer."""

from uuid import UUID

from flask import render_template, request

from app import access
from app.domain import certification as certifying
from app.domain.certification import HEADINGS, Wanted
from app.routes.certification.blueprint import bp
from app.routes.fragments import wants

PAGE = 100
MOST_LETTERS = 100


@bp.get("/certifications/<uuid:uuid>/left")
def left(uuid: UUID) -> str:
    """Everything unaccounted for, where and by whom it was last seen; each can be attested or reported."""
    found, asked = access.certification(uuid), request.args
    progress = certifying.progress_of(found)
    remaining = [one for one in progress.ended if one.end == "unaccounted"]
    by = asked.get("by", "place")
    wanted = Wanted(
        asked.get("q", "").strip().casefold()[:MOST_LETTERS],
        asked.get("kind", ""),
        by if by in HEADINGS else "place",
    )
    told = certifying.left_of(remaining, certifying.holders_of(remaining), wanted)
    at, whole = max(asked.get("from", default=0, type=int), 0), "all" in asked
    shown = told.ended if whole else told.ended[at : at + PAGE]
    return render_template(
        "certification/_left.html" if wants("left") else "certification/left.html",
        certification=found,
        groups=told.groups(shown),
        total=len(told.ended),
        seers=told.seers,
        handled=certifying.handled_in(found, progress.unaccounted),
        people=told.people,
        attested=certifying.attested_in(found).values(),
        proposed=certifying.proposed_in(found, progress.unaccounted) if not at else [],
        kinds=sorted({one.category for one in remaining}),
        q=asked.get("q", "").strip()[:MOST_LETTERS],
        kind=wanted.kind,
        by=wanted.by,
        at=0 if whole else at,
        more=not whole and len(told.ended) > at + PAGE,
        page=PAGE,
        working=found.state in certifying.AT_WORK and not whole,
    )
