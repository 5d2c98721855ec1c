"""Each record's door. What is not there and what is not yours look alike: a 404."""

from typing import TypeVar
from uuid import UUID

from flask import abort, redirect, request, session, url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.access.guard import home_site, signed_in
from app.db import db
from app.domain.access import ROUTES, SIGNED_IN, Scope, scope_of
from app.models import (
    Asset,
    AssetModel,
    Attachment,
    Audit,
    AuditName,
    Discrepancy,
    Import,
    Person,
    Room,
    Site,
)

T = TypeVar("T")


def scope() -> Scope:
    """The sites at which the person asking may use the route they asked for."""
    row = ROUTES.get(request.endpoint or "", frozenset())
    return scope_of(signed_in(), row & SIGNED_IN)


def sites() -> Select[Site]:
    """The sites in scope, to be searched and paged."""
    return select(Site).where(scope().where(Site.id))


def site(code: str) -> Site:
    """A site by its location code."""
    return _one(sites().where(Site.code == code).options(joinedload(Site.region)))


def working_site() -> Site:
    """The site that a page is about: the one in the address, remembered from then on, else one's own.

    Whoever looks after many and chose none yet is led to the list of them.
    """
    code = request.values.get("site")
    if code:
        found = site(code)
        if session.get("site") != code:
            session["site"] = code
        return found
    own = home_site()
    if own is None or not scope().holds(own.id):
        abort(redirect(url_for("directory.sites", to=request.endpoint), 303))
    return own


def room(uuid: UUID) -> Room:
    """A room by its uuid, with its site."""
    query = select(Room).join(Room.site).where(Room.uuid == uuid, scope().where(Room.site_id))
    return _one(query.options(joinedload(Room.site)))


def asset(uuid: UUID) -> Asset:
    """An asset by its uuid, with what its page shows."""
    query = select(Asset).where(Asset.uuid == uuid, scope().where(Asset.site_id))
    return _one(
        query.options(
            joinedload(Asset.model).joinedload(AssetModel.category),
            joinedload(Asset.site),
            joinedload(Asset.room),
            joinedload(Asset.cart),
            joinedload(Asset.holder),
            joinedload(Asset.responsible),
            joinedload(Asset.last_seen_room),
            joinedload(Asset.funding_source),
        )
    )


def person(uuid: UUID) -> Person:
    """A person of the roster by their uuid."""
    query = select(Person).where(Person.uuid == uuid, scope().where(Person.site_id))
    return _one(query.options(joinedload(Person.site), joinedload(Person.homeroom)))


def audit(uuid: UUID) -> Audit:
    """An audit by any of its names."""
    query = (
        select(Audit)
        .join(AuditName)
        .where(AuditName.uuid == uuid, scope().where(Audit.site_id))
        .options(joinedload(Audit.room), joinedload(Audit.site), joinedload(Audit.opened_by))
    )
    return _one(query)


def discrepancy(uuid: UUID) -> Discrepancy:
    """A discrepancy by its uuid."""
    return _one(select(Discrepancy).where(Discrepancy.uuid == uuid, scope().where(Discrepancy.site_id)))


def attachment(uuid: UUID) -> Attachment:
    """An attachment that was not removed."""
    query = select(Attachment).where(Attachment.uuid == uuid, scope().where(Attachment.site_id))
    return _one(query.where(Attachment.removed_at.is_(None)))


def import_run(uuid: UUID) -> Import:
    """An import: one's own site's, or one's own where it reaches over several sites."""
    query = select(Import).where(Import.uuid == uuid)
    found = _one(query)
    if found.site_id is None and found.by_id != signed_in().id and not scope().everywhere:
        abort(404)
    if found.site_id is not None and not scope().holds(found.site_id):
        abort(404)
    return found


def _one(query: Select[T]) -> T:
    found = db.session.scalar(query)
    if found is None:
        abort(404)
    return found
