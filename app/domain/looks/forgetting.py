"""Forgetting what the district keeps no longer: the policy says for how many days. Policy: ORG-8."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.db import db
from app.domain import policy
from app.models import Look, LookedAt

AT_ONCE = 1_000


def forget(now: datetime) -> int:
    """Remove some of the looks that are older than the district keeps them; says how many, 0 when none is left."""
    before = now - timedelta(days=policy.value("access_log_days"))
    old = select(Look.id).where(Look.at < before).order_by(Look.at).limit(AT_ONCE)
    keys = list(db.session.scalars(old))
    db.session.execute(delete(LookedAt).where(LookedAt.look_id.in_(keys)))
    db.session.execute(delete(Look).where(Look.id.in_(keys)))
    return len(keys)
