"""How deliveries stand: how many came of how many, whether they are late and by how many school days. Policy: RCV-1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.db import db
from app.domain.access import Scope
from app.domain.directory import calendars_of
from app.domain.receiving.delivering import arrived
from app.models import Delivery, Donation, PurchaseOrder


@dataclass(frozen=True, slots=True)
class Standing:
    """A delivery with how much came of it. `late` is in school days (business days for an office)."""

    delivery: Delivery
    expected: int
    came: int
    late: int
    left: int

    @property
    def state(self) -> str:
        """late, open, registered (and not signed off), or done."""
        if self.delivery.signed_off_on is not None:
            return "done"
        if self.delivery.registered_on is not None:
            return "registered"
        return "late" if self.late else "open"


def deliveries(scope: Scope, show: str = "open") -> Select[Delivery]:
    """Those to be registered, the one due first on top; those to be signed off; or those that are done."""
    query = select(Delivery).where(scope.where(Delivery.site_id))
    if show == "done":
        return query.where(Delivery.signed_off_on.is_not(None)).order_by(
            Delivery.received_on.desc(), Delivery.id.desc()
        )
    return query.where(_waiting(show)).order_by(Delivery.due_on, Delivery.id)


def late_deliveries(scope: Scope) -> Select[Delivery]:
    """Those that should have been registered by now, the latest first."""
    query = select(Delivery).where(scope.where(Delivery.site_id), _waiting("open"))
    return query.where(Delivery.due_on < clock.day()).order_by(Delivery.due_on, Delivery.id)


def donations_waiting(scope: Scope) -> Select[Donation]:
    """What ITS has not looked at yet, the oldest first."""
    query = select(Donation).where(scope.where(Donation.site_id), Donation.outcome.is_(None))
    return query.order_by(Donation.offered_on, Donation.id)


def orders_open(scope: Scope) -> Select[PurchaseOrder]:
    """The orders of which something may still come, the newest first."""
    query = select(PurchaseOrder).where(scope.where(PurchaseOrder.site_id), PurchaseOrder.closed_at.is_(None))
    return query.order_by(PurchaseOrder.id.desc())


def standing_of(found: Sequence[Delivery]) -> list[Standing]:
    """How these deliveries stand, in their order."""
    came = arrived([one.id for one in found])
    calendars = calendars_of([one.site for one in found])
    today = clock.day()
    told = []
    for one in found:
        ended = one.registered_on or one.signed_off_on or today
        days = calendars[one.site_id]
        left = days.between(today, one.due_on) if ended == today else 0
        told.append(
            Standing(
                one,
                expected=sum(line.expected for line in one.lines),
                came=sum(came.get(line.id, 0) for line in one.lines),
                late=_late(days.between(one.due_on, ended), one.due_on, ended),
                left=left,
            )
        )
    return told


def counted(query: Select[Delivery] | Select[Donation]) -> int:
    """How many a list holds."""
    return db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def _late(days: int, due_on: date, ended: date) -> int:
    """Late is late: on the Saturday after, no school day has passed yet, but the last one has."""
    return max(days, 1) if ended > due_on else 0


def _waiting(show: str) -> ColumnElement[bool]:
    unsigned = Delivery.signed_off_on.is_(None)
    if show == "registered":
        return and_(unsigned, Delivery.registered_on.is_not(None))
    return and_(unsigned, Delivery.registered_on.is_(None)) if show == "open" else true()


SHOWN = (
    joinedload(Delivery.site),
    joinedload(Delivery.order),
    joinedload(Delivery.donation),
    selectinload(Delivery.lines),
)
