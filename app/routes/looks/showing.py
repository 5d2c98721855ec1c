"""The access log for student data, searched by student or by viewer, paged and exported. Policy: ORG-8."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Response, render_template, request
from sqlalchemy import Select

from app import access
from app.clock import written
from app.domain import looks, policy
from app.domain.access import Scope
from app.models import Look, Person, Site
from app.routes.downloads import csv
from app.routes.fragments import wants
from app.routes.looks.blueprint import bp
from app.routes.looks.words import KINDS
from app.routes.naming import uuid_of

PAGE, AT_ONCE = 50, 100
HEADER = (
    "at", "viewer", "viewer_email", "kind", "site", "student_number", "student", "phone", "address", "browser",
)  # fmt: skip


@bp.get("/access-log", endpoint="looks")
def listed() -> str:
    """Who was shown which students of a site, or of all of one's sites, newest first."""
    site = _site()
    after = access.look(uuid_of(request.args["after"])) if request.args.get("after") else None
    found = looks.next_page(_wanted(site), after, PAGE)
    return render_template(
        "looks/_looks.html" if wants("looks") else "looks/looks.html",
        site=site,
        looks=found[:PAGE],
        more=len(found) > PAGE,
        alone=looks.looked_at_in(found[:PAGE]),
        of=_named(),
        q=_text(),
        kind=request.args.get("kind", ""),
        kinds=KINDS,
        days=policy.value("access_log_days"),
    )


@bp.get("/access-log/<uuid:uuid>", endpoint="look")
def one_look(uuid: UUID) -> str:
    """One look: everybody whom it showed."""
    look = access.look(uuid)
    return render_template("looks/look.html", look=look, students=looks.students_of(look), kinds=KINDS)


@bp.get("/access-log.csv")
def export() -> Response:
    """The same list as a file, a line for each student of each look."""
    site = _site()
    rows = _rows(_wanted(site), access.names())
    return csv(HEADER, rows, f"access-log-{site.code if site else 'all'}.csv")


def _site() -> Site | None:
    """The site that the address names; where it names none, every site that one may see, or the only one."""
    return access.chosen_site() if request.values.get("site") or not access.looks_after_many() else None


def _wanted(site: Site | None) -> Select[Look]:
    return looks.looks_wanted(access.scope(site), _text(), request.args.get("kind", ""), **_named())


def _named() -> dict[str, Any]:
    """The student or the viewer whom the address names, each in one's own sites."""
    student, viewer = request.args.get("student"), request.args.get("viewer")
    return {
        "student": access.person(uuid_of(student)) if student else None,
        "viewer": access.viewer(uuid_of(viewer)) if viewer else None,
    }


def _text() -> str:
    return request.args.get("q", "").strip()[:200]


def _rows(query: Select[Look], names: Scope) -> Iterator[list[Any]]:
    last: Look | None = None
    while True:
        found = looks.next_page(query, last, AT_ONCE)
        shown = looks.students_in(found[:AT_ONCE])
        for look in found[:AT_ONCE]:
            yield from _lines(look, shown.get(look.id, []), names)
        if len(found) <= AT_ONCE:
            return
        last = found[AT_ONCE - 1]


def _lines(look: Look, students: list[Person], names: Scope) -> Iterator[list[Any]]:
    phone, session = look.handset, look.sign_in
    for student in students:
        yield [
            written(look.at), look.viewer.name, look.viewer.email, look.kind, look.site.code,
            student.external_id or student.badge, access.name_of(student, names) or student.badge,
            phone.number if phone else None, look.address, session.user_agent if session else None,
        ]  # fmt: skip
