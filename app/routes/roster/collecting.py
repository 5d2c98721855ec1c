"""The collection list: who has to give which device back, and why. Policy: CUS-3."""

from collections.abc import Iterator

from flask import Response, render_template, request
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import contains_eager

from app import access, clock
from app.db import db
from app.domain import roster
from app.domain.access import Scope
from app.domain.portions import portions
from app.domain.roster import collecting
from app.files.exporting import Value
from app.models import Collection, Person, Site
from app.routes.downloads import csv
from app.routes.fragments import wants
from app.routes.naming import uuid_of
from app.routes.roster.blueprint import bp
from app.routes.roster.words import WHYS

PAGE, AT_ONCE = 50, 500
HEADER = ("family_name", "given_name", "number", "grade", "why", "since", "tag", "serial", "model")


@bp.get("/collection")
def collection() -> str:
    """Who has to give a device back to a site, by name; a check-in ends it."""
    site = access.working_site()
    query = _wanted(site)
    if after := request.args.get("after"):
        last = access.collection(uuid_of(after)).person
        key = tuple_(Person.family_name, Person.given_name, Person.id)
        query = query.where(key > tuple_(last.family_name, last.given_name, last.id))
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    return render_template(
        "roster/_collection.html" if wants("collection") else "roster/collection.html",
        site=site,
        rows=found[:PAGE],
        devices=collecting.to_collect(found[:PAGE]),
        total=collecting.count_owed(Scope.of(site.id)),
        named=access.names(),
        whys=WHYS,
        why=request.args.get("why", ""),
        q=request.args.get("q", "").strip(),
        today=clock.day(),
        more=len(found) > PAGE,
    )


@bp.get("/collection.csv")
def export_collection() -> Response:
    """The same as a list for a spreadsheet, a line for each device."""
    site = access.working_site()
    return csv(HEADER, _lines(site), f"collection-{site.code}.csv")


def _wanted(site: Site) -> Select[Collection]:
    """The rows of a site that fit the reason and the words in the address, by name."""
    query = collecting.owed(Scope.of(site.id)).join(Collection.person)
    if (why := request.args.get("why", "")) in WHYS:
        query = query.where(Collection.why == why)
    query = query.where(roster.called(request.args.get("q", "")))
    by_name = query.order_by(Person.family_name, Person.given_name, Person.id)
    return by_name.options(contains_eager(Collection.person).joinedload(Person.homeroom))


def _lines(site: Site) -> Iterator[list[Value]]:
    for rows in portions(db.session.scalars(_wanted(site)).all(), AT_ONCE):
        devices = collecting.to_collect(rows)
        for row in rows:
            person = row.person
            access.note(person)
            for asset in devices[row.id]:
                yield [
                    person.family_name, person.given_name, person.external_id or person.badge, person.grade, row.why,
                    clock.day(row.since).isoformat(), asset.tag, asset.serial, str(asset.model),
                ]  # fmt: skip
