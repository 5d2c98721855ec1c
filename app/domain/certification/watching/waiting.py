"""What waits in the current cycle for somebody at their own sites. Policy: CERT-1."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.domain.access import Scope
from app.domain.certification.cycles import current_key
from app.models import Certification


def to_sign(scope: Scope) -> Select[Certification]:
    """What waits in the current cycle for the signature of whoever may sign at these sites."""
    return _standing_in("in_review", scope)


def returned(scope: Scope) -> Select[Certification]:
    """What came back unsigned in the current cycle, for those who send it again."""
    return _standing_in("returned", scope)


def _standing_in(state: str, scope: Scope) -> Select[Certification]:
    cycle = current_key().scalar_subquery()
    query = select(Certification).where(Certification.cycle_id == cycle, Certification.state == state)
    query = query.where(scope.where(Certification.site_id)).order_by(Certification.site_id)
    return query.options(joinedload(Certification.site), joinedload(Certification.cycle))
