"""Each record's door. What is not there and what is not yours look alike: a 404."""

from uuid import UUID

from flask import abort, redirect, request, session, url_for
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from app.access.finding import one
from app.access.guard import home_site, signed_in
from app.domain.access import ROUTES, SIGNED_IN, Reach, Scope, reach_of, scope_of
from app.domain.offline.adopting import may_be_adopted
from app.domain.offline.watching import phones_in
from app.models import (
    Adoption,
    Asset,
    AssetModel,
    Attachment,
    Audit,
    AuditName,
    CartCheck,
    Collection,
    Discrepancy,
    Operation,
    Person,
    PhoneDevice,
    Room,
    Site,
    SlotCheck,
    User,
)


def scope(narrowed_to: Site | None = None) -> Scope:
    """The sites at which the person asking may use the route they asked for; of these just one, where it was chosen."""
    row = ROUTES.get(request.endpoint or "", frozenset())
    theirs = scope_of(signed_in(), row & SIGNED_IN)
    return theirs & Scope.of(narrowed_to.id) if narrowed_to else theirs


def reach(narrowed_to: Site | None = None) -> Reach:
    """What waits in that scope and is the business of the person asking."""
    return reach_of(signed_in(), scope(narrowed_to))


def where_may(endpoint: str) -> Scope:
    """The sites at which the person asking may use another route than the one they asked for."""
    return scope_of(signed_in(), ROUTES[endpoint])


def names() -> Scope:
    """The sites whose people the person asking may know by name. Policy: ORG-8."""
    return where_may("roster.person")


def sites() -> Select[Site]:
    """The sites in scope, to be searched and paged."""
    return select(Site).where(scope().where(Site.id))


def site(code: str) -> Site:
    """A site by its location code."""
    return one(sites().where(Site.code == code).options(joinedload(Site.region)))


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


def chosen_site() -> Site | None:
    """The site a list is narrowed to: the one in the address, else one's own; none for all of one's sites."""
    code = request.values.get("site")
    if code == "all":
        return None
    return site(code) if code else home_site()


def rooms() -> Select[Room]:
    """The rooms in scope with their sites, to be narrowed and joined."""
    return select(Room).where(scope().where(Room.site_id)).options(joinedload(Room.site))


def room(uuid: UUID) -> Room:
    """A room by its uuid, with its site."""
    return one(rooms().where(Room.uuid == uuid))


def asset(uuid: UUID) -> Asset:
    """An asset by its uuid, with what its page shows."""
    query = select(Asset).where(Asset.uuid == uuid, scope().where(Asset.site_id))
    return one(
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
    return one(query.options(joinedload(Person.site), joinedload(Person.homeroom)))


def collection(uuid: UUID) -> Collection:
    """Somebody who has to give a device back to one of one's sites."""
    query = select(Collection).where(Collection.uuid == uuid, scope().where(Collection.site_id))
    return one(query.options(joinedload(Collection.person)))


def audit(uuid: UUID) -> Audit:
    """An audit by any of its names."""
    query = (
        select(Audit)
        .join(AuditName)
        .where(AuditName.uuid == uuid, scope().where(Audit.site_id))
        .options(joinedload(Audit.room), joinedload(Audit.site), joinedload(Audit.opened_by))
    )
    return one(query)


def discrepancy(uuid: UUID) -> Discrepancy:
    """A discrepancy by its uuid."""
    return one(select(Discrepancy).where(Discrepancy.uuid == uuid, scope().where(Discrepancy.site_id)))


def slot_check(uuid: UUID) -> SlotCheck:
    """What a cart check said of a slot, by its uuid."""
    query = select(SlotCheck).join(SlotCheck.check).where(SlotCheck.uuid == uuid)
    return one(query.where(scope().where(CartCheck.site_id)))


def cart_check(uuid: UUID) -> CartCheck:
    """A check of a cart, by its uuid."""
    query = select(CartCheck).where(CartCheck.uuid == uuid, scope().where(CartCheck.site_id))
    return one(
        query.options(joinedload(CartCheck.cart), joinedload(CartCheck.room), joinedload(CartCheck.by))
    )


def attachment(uuid: UUID) -> Attachment:
    """An attachment that was not removed."""
    query = select(Attachment).where(Attachment.uuid == uuid, scope().where(Attachment.site_id))
    return one(query.where(Attachment.removed_at.is_(None)))


def operation(op_id: UUID) -> Operation:
    """An operation of a phone that was not taken: of one's sites, or one's own."""
    theirs = or_(scope().where(Operation.site_id), Operation.actor_id == signed_in().id)
    query = select(Operation).where(Operation.op_id == op_id, theirs, Operation.outcome != "applied")
    return one(query.options(joinedload(Operation.actor), joinedload(Operation.settled_by)))


def phone(device: UUID, person: UUID) -> PhoneDevice:
    """A person's phone, of those who work at one's sites."""
    query = phones_in(scope()).join(User, User.id == PhoneDevice.user_id)
    return one(query.where(PhoneDevice.device_id == device, User.uuid == person))


def adoption(uuid: UUID) -> Adoption:
    """A queue that was carried out of a phone, of somebody at one's sites."""
    found = one(select(Adoption).where(Adoption.uuid == uuid).options(joinedload(Adoption.actor)))
    if not may_be_adopted(found.actor, scope()):
        abort(404)
    return found
