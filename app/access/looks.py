"""The doors of the access log: of one's own sites alone."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.doors import scope
from app.access.finding import one
from app.models import Look, User


def look(uuid: UUID) -> Look:
    """A look at students of one's sites."""
    query = select(Look).where(Look.uuid == uuid, scope().where(Look.site_id))
    return one(query.options(joinedload(Look.viewer), joinedload(Look.site), joinedload(Look.handset)))


def viewer(uuid: UUID) -> User:
    """Somebody who looked at students of one's sites."""
    looked = select(Look.viewer_id).where(scope().where(Look.site_id))
    return one(select(User).where(User.uuid == uuid, User.id.in_(looked)))
