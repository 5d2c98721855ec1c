"""What wants somebody's attention, and how much of it there is."""

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select

from app.db import db
from app.domain import accessories, carts, certification, receiving, reminders, requests, transfers
from app.domain.access import ROUTES, SIGNED_IN, Reach, Scope, reach_of, scope_of
from app.domain.custody import confirming, permissions
from app.domain.looking_up import assets_meant_by
from app.domain.offline.envelope import uuid_in
from app.models import Asset, Audit, CartCheck, Discrepancy, Operation, Responsibility, Sighting, User


def waiting_for(user: User) -> int:
    """How many things wait for this person: what is open, refused or late, and what others ask for."""
    scope = scope_of(user, SIGNED_IN)
    if scope.everywhere:
        return 0
    reach = reach_of(user, scope)
    counts = (
        query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None).scalar_subquery()
        for query in (
            open_discrepancies(reach),
            refused(reach, user),
            carts.open_differences(scope).where(of_carts(reach)),
            receiving.late_deliveries(scope_of(user, ROUTES["receiving.deliveries"])),
            transfers.overdue(reach.whole),
            transfers.coming_in_time(scope_of(user, ROUTES["transfers.accept"])),
            transfers.came_along(reach.whole),
            transfers.seen_elsewhere(reach.whole),
            requests.open_requests(scope_of(user, ROUTES["requests.carry_out"])),
            requests.unread_answers(user),
            permissions.waiting(scope_of(user, ROUTES["custody.answer_permissions"])),
            confirming.denied(scope_of(user, ROUTES["custody.make_link"])),
            certification.to_sign(scope_of(user, ROUTES["certification.sign"])),
            certification.returned(scope_of(user, ROUTES["certification.send_for_review"])),
            reminders.unread(user),
            accessories.low_kinds(scope_of(user, ROUTES["accessories.change_stock"])),
        )
    )
    return sum(db.session.execute(select(*counts)).one())


def open_discrepancies(reach: Reach) -> Select[Discrepancy]:
    """The discrepancies that nothing has settled, of those a person is told of."""
    theirs = reach.where(Discrepancy.site_id, _own(reach.user))
    return select(Discrepancy).where(theirs, Discrepancy.settled_at.is_(None))


def of_carts(reach: Reach) -> ColumnElement[bool]:
    """The condition that a cart's check is one a person is told of: of their own cart, or by themselves."""
    answered = exists().where(Asset.id == CartCheck.cart_id, _answered_by(reach.user))
    return reach.where(CartCheck.site_id, or_(CartCheck.by_id == reach.user.id, answered))


def refused(reach: Reach, own: User | None) -> Select[Operation]:
    """The operations a person is told of, and their own, that were refused or stood against somebody else's change."""
    return _not_taken(reach, own).where(Operation.settled_at.is_(None))


def settled(reach: Reach, own: User | None) -> Select[Operation]:
    """Those that somebody settled, the last one first."""
    query = _not_taken(reach, own).where(Operation.settled_how.is_not(None))
    return query.order_by(Operation.settled_at.desc(), Operation.id.desc())


def assets_in(operation: Operation, scope: Scope) -> list[Asset]:
    """The devices an operation is about, as far as they are of the scope."""
    payload = operation.payload
    told = [payload.get(name) for name in ("code", "old", "new")]
    found = assets_meant_by([code for code in told if isinstance(code, str) and code.strip()])
    meant = [asset for assets in found.values() for asset in assets]
    if named := [uuid for name in ("asset", "cart") if (uuid := uuid_in(payload, name))]:
        meant += db.session.scalars(select(Asset).where(Asset.uuid.in_(named)))
    return [asset for asset in dict.fromkeys(meant) if scope.holds(asset.site_id)]


def _not_taken(reach: Reach, own: User | None) -> Select[Operation]:
    theirs = reach.where(Operation.site_id, Operation.actor_id == reach.user.id)
    if own is not None:
        theirs = or_(theirs, Operation.actor_id == own.id)
    return select(Operation).where(theirs, Operation.outcome.in_(("conflict", "rejected")))


def _own(user: User) -> ColumnElement[bool]:
    """What a count left open and somebody answers for, counted or saw: their rooms, their carts. Policy: CUS-7."""
    rooms = select(Responsibility.room_id).where(
        Responsibility.person_id == user.person_id, Responsibility.ended_at.is_(None)
    )
    counted = exists().where(
        Audit.id == Discrepancy.audit_id, or_(Audit.opened_by_id == user.id, Audit.room_id.in_(rooms))
    )
    seen = exists().where(Sighting.id == Discrepancy.sighting_id, Sighting.by_id == user.id)
    return or_(counted, seen, exists().where(Asset.id == Discrepancy.asset_id, _answered_by(user)))


def _answered_by(user: User) -> ColumnElement[bool]:
    return carts.answering_id() == user.person_id if user.person_id else false()
