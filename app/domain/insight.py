"""What wants somebody's attention, and how much of it there is."""

from sqlalchemy import Select, func, select

from app.db import db
from app.domain.access import SIGNED_IN, Scope, scope_of
from app.models import Discrepancy, Operation, User


def waiting_for(user: User) -> int:
    """How many things wait for this person: open discrepancies and refused operations of their sites."""
    scope = scope_of(user, SIGNED_IN)
    if scope.everywhere:
        return 0
    counts = (
        select(func.count()).select_from(query.subquery())
        for query in (open_discrepancies(scope), refused(scope))
    )
    return sum(db.session.scalar(count) or 0 for count in counts)


def open_discrepancies(scope: Scope) -> Select[Discrepancy]:
    """The discrepancies of a scope that nothing has settled."""
    return select(Discrepancy).where(scope.where(Discrepancy.site_id), Discrepancy.settled_at.is_(None))


def refused(scope: Scope) -> Select[Operation]:
    """The operations of a scope that were refused, or stood against somebody else's change."""
    return select(Operation).where(
        scope.where(Operation.site_id),
        Operation.outcome.in_(("conflict", "rejected")),
        Operation.settled_at.is_(None),
    )
