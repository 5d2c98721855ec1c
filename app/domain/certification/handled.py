"""What went over a desk in a cycle and was not counted: an assignment, which is no sight of the device. Policy: CERT-2.

The policy names physical counts, statuses and assignments beside each other. Whoever checks a device out writes down
whose it is, from a list of hundreds perhaps; that it is there is for a count, a document or somebody's word to say.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select

from app.db import db
from app.domain.portions import portions
from app.models import Certification, Checkout


class Handled(NamedTuple):
    """The last that a desk knows of a device: checked out, or checked in."""

    out: bool
    at: datetime


def handled_in(certification: Certification, assets: Collection[int]) -> dict[int, Handled]:
    """Which of these assets were checked out or in since the cycle counts, by key."""
    since = certification.cycle.seen_since
    query = select(Checkout.asset_id, Checkout.began_at, Checkout.ended_at).where(
        Checkout.undone_at.is_(None), or_(Checkout.began_at >= since, Checkout.ended_at >= since)
    )
    query = query.order_by(func.coalesce(Checkout.ended_at, Checkout.began_at), Checkout.id)
    found: dict[int, Handled] = {}
    for some in portions(sorted(assets)):
        for key, began, ended in db.session.execute(query.where(Checkout.asset_id.in_(some))).all():
            found[key] = Handled(out=ended is None, at=ended or began)
    return found
