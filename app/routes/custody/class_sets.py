"""Class sets: a class is chosen, and device after device goes down its list. Names need the network. Policy: CUS-1."""

from uuid import UUID

from flask import render_template, request

from app import access, clock
from app.domain import accessories
from app.domain.codes import LONGEST
from app.domain.custody import class_sets as sets
from app.domain.custody import standings
from app.models import Person
from app.routes.custody.blueprint import bp
from app.routes.fragments import wants
from app.routes.naming import uuid_of


@bp.get("/checkout/classes")
def class_sets() -> str:
    """The classes of a site, each with how many of its students hold a device; else its homerooms."""
    site, told = access.working_site(), request.args
    wanted, after = told.get("q", "").strip()[:LONGEST], told.get("after", "")
    by_class = sets.has_classes(site.id)
    if by_class:
        last = access.school_class(uuid_of(after)) if after else None
        found = sets.class_sets(site.id, clock.day(), wanted, last)
    else:
        found = sets.homeroom_sets(site.id, wanted, access.room(uuid_of(after)) if after else None)
    return render_template(
        "custody/_class_sets.html" if wants("classes") else "custody/class_sets.html",
        site=site,
        by_class=by_class,
        found=found[: sets.PAGE],
        more=len(found) > sets.PAGE,
        q=wanted,
    )


@bp.get("/checkout/classes/<uuid:uuid>")
def class_set(uuid: UUID) -> str:
    """One class, student after student."""
    found = access.school_class(uuid)
    return _set(found.title, found.site_id, sets.students_in(found, clock.day()))


@bp.get("/checkout/homerooms/<uuid:uuid>")
def homeroom_set(uuid: UUID) -> str:
    """One homeroom, student after student."""
    found = access.room(uuid)
    return _set(found.name, found.site_id, sets.students_of(found))


def _set(title: str, site_id: int, students: list[Person]) -> str:
    return render_template(
        "custody/class_set.html",
        heading=title,
        students=students,
        kinds=accessories.kinds_of(site_id),
        standings=standings([student.id for student in students]),
    )
