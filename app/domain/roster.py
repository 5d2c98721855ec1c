"""Who is on a site's roster, and how many devices they hold."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db import db
from app.models import Asset


def devices_held(people: Sequence[int]) -> dict[int, int]:
    """How many devices each of these people holds, by key, in one query."""
    query = select(Asset.holder_id, func.count()).where(Asset.holder_id.in_(people)).group_by(Asset.holder_id)
    return {holder: count for holder, count in db.session.execute(query) if holder is not None}
