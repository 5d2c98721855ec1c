"""The people of a site and what they hold."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from flask import Response, render_template, request
from sqlalchemy import Select, true, tuple_
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import accessories, directory, roster
from app.domain.access import Scope
from app.domain.custody import standings
from app.domain.portions import portions
from app.domain.roster import collecting, devices_held, people_called
from app.files.exporting import Value
from app.models import Person, Site
from app.routes.downloads import csv
from app.routes.fragments import wants
from app.routes.naming import uuid_of
from app.routes.roster.blueprint import bp
from app.routes.words import called

PAGE, AT_ONCE = 50, 500
HEADER = (
    "family_name",
    "given_name",
    "kind",
    "number",
    "badge",
    "email",
    "grade",
    "homeroom",
    "devices",
    "tags",
)
# What a list of people may be narrowed to: of which kind they are, and what is true of them. Policy: CUS-1.
SHOWN = {
    "none": ("student", roster.without_a_device),
    "several": ("", roster.with_several),
    "staff": ("staff", true),
    "staff-none": ("staff", roster.without_a_device),
}


@bp.get("/people")
def people() -> str:
    """The people of a site by name, id or badge."""
    site = access.working_site()
    wanted, after = request.args.get("q", "").strip(), request.args.get("after", "")
    show, query = request.args.get("show", ""), _wanted(site)
    if after:
        last = access.person(uuid_of(after))
        key = tuple_(Person.family_name, Person.given_name, Person.id)
        query = query.where(key > tuple_(last.family_name, last.given_name, last.id))
    query = query.options(joinedload(Person.homeroom))
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    return render_template(
        "roster/_people.html" if wants("people") else "roster/people.html",
        site=site,
        people=found[:PAGE],
        held=devices_held([person.id for person in found]),
        q=wanted,
        show=show,
        sharing=directory.sharing_of(site.id),
        without=roster.how_many(site.id, "student", roster.without_a_device()),
        several=roster.how_many(site.id, "student", roster.with_several()),
        owed=collecting.count_owed(Scope.of(site.id)),
        more=len(found) > PAGE,
    )


@bp.get("/people/<uuid:uuid>")
def person(uuid: UUID) -> str:
    """One person: what they hold and held."""
    found = access.person(uuid)
    checkouts = roster.checkouts_of(found, access.scope())
    out = accessories.still_out(checkout.id for checkout in checkouts)
    return render_template(
        "roster/person.html",
        person=found,
        assets=roster.assets_held(found, access.scope()),
        checkouts=checkouts,
        owes=roster.owed_by(found, access.scope()),
        reported=roster.reported_of(found, access.scope()),
        along={
            each.asset_id: [called(kind.name) for kind, _ in out.get(each.id, [])]
            for each in checkouts
            if not each.ended_at
        },
        left_over=[(each, *one) for each in checkouts if each.ended_at for one in out.get(each.id, [])],
        classes=roster.classes_of(found),
        guardians=roster.guardians_of(found),
    )


@bp.get("/people.csv")
def export_people() -> Response:
    """The people that the list shows, all of them, each with the devices they hold."""
    site = access.working_site()
    found = db.session.scalars(_wanted(site).options(joinedload(Person.homeroom))).all()
    return csv(HEADER, _lines(found, access.scope()), f"people-{site.code}.csv")


def _wanted(site: Site) -> Select[Person]:
    """The people of a site whom the words and the choice in the address fit, by name."""
    query, show = people_called(request.args.get("q", ""), Scope.of(site.id)), request.args.get("show", "")
    if show in SHOWN:
        kind, condition = SHOWN[show]
        query = query.where(Person.kind == kind if kind else true(), condition())
    return query


def _lines(people: Sequence[Person], scope: Scope) -> Iterator[list[Value]]:
    for part in portions(people, AT_ONCE):
        held = standings([person.id for person in part])
        for person in part:
            access.note(person)
            devices = [asset for asset in held[person.id].holds if scope.holds(asset.site_id)]
            yield [
                person.family_name, person.given_name, person.kind, person.external_id, person.badge, person.email,
                person.grade, person.homeroom.name if person.homeroom else None, len(devices),
                "; ".join(str(asset) for asset in devices),
            ]  # fmt: skip
