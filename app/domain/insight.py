"""What wants somebody's attention, and how much of it there is."""

from sqlalchemy import Select, func, or_, select

from app.db import db
from app.domain import accessories, carts, certification, receiving, reminders, requests, transfers
from app.domain.access import ROUTES, SIGNED_IN, Scope, scope_of
from app.domain.custody import confirming, permissions
from app.domain.looking_up import assets_meant_by
from app.domain.offline.envelope import uuid_in
from app.models import Asset, Discrepancy, Operation, User


def waiting_for(user: User) -> int:
    """How many things wait for this person: what is open, refused or late, and what others ask for."""
    scope = scope_of(user, SIGNED_IN)
    if scope.everywhere:
        return 0
    counts = (
        query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None).scalar_subquery()
        for query in (
            open_discrepancies(scope),
            refused(scope, user),
            carts.open_differences(scope),
            receiving.late_deliveries(scope_of(user, ROUTES["receiving.deliveries"])),
            transfers.overdue(scope),
            transfers.coming_in_time(scope_of(user, ROUTES["transfers.accept"])),
            transfers.came_along(scope),
            transfers.seen_elsewhere(scope),
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


def open_discrepancies(scope: Scope) -> Select[Discrepancy]:
    """The discrepancies of a scope that nothing has settled."""
    return select(Discrepancy).where(scope.where(Discrepancy.site_id), Discrepancy.settled_at.is_(None))


def refused(scope: Scope, own: User | None) -> Select[Operation]:
    """The operations of a scope, and a person's own, that were refused or stood against somebody else's change."""
    return _not_taken(scope, own).where(Operation.settled_at.is_(None))


def settled(scope: Scope, own: User | None) -> Select[Operation]:
    """Those that somebody settled, the last one first."""
    query = _not_taken(scope, own).where(Operation.settled_how.is_not(None))
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


def _not_taken(scope: Scope, own: User | None) -> Select[Operation]:
    theirs = scope.where(Operation.site_id)
    if own is not None:
        theirs = or_(theirs, Operation.actor_id == own.id)
    return select(Operation).where(theirs, Operation.outcome.in_(("conflict", "rejected")))
