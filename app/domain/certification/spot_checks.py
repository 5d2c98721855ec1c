"""Ten devices drawn at random, which somebody looks at again before the site is signed for. Policy: LAW-4."""

from collections.abc import Sequence
from random import Random, SystemRandom

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import policy
from app.domain.certification.ends import Ended, ends_of
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.domain.refusals import Refusal
from app.models import Asset, Certification, SpotCheck


class NotDrawn(Refusal):
    """The code is of no device that was drawn."""

    reason = "not_drawn"


class SameEyes(Refusal):
    """Whoever answers for a device does not check it."""

    reason = "same_eyes"


def drawn(certification: Certification) -> Sequence[SpotCheck]:
    """What was drawn, in its order."""
    query = select(SpotCheck).where(SpotCheck.certification_id == certification.id).order_by(SpotCheck.id)
    return db.session.scalars(
        query.options(joinedload(SpotCheck.asset).joinedload(Asset.room), joinedload(SpotCheck.seen_by))
    ).all()


def draw(certification: Certification, act: Act, chance: Random | None = None) -> Sequence[SpotCheck]:
    """Draw among the sighted, first among those seen by nobody but who answers for them; a second time adds nothing."""
    there = drawn(certification)
    if there:
        return there
    most = int(policy.value("spot_checks"))
    for one in _chosen(ends_of(certification), most, chance or SystemRandom()):
        db.session.add(
            SpotCheck(
                certification_id=certification.id,
                asset_id=one.asset_id,
                by_whom_answers=one.answering,
                drawn_at=act.happened_at,
            )
        )
    db.session.flush()
    return drawn(certification)


def see(certification: Certification, code: str, act: Act) -> SpotCheck:
    """Somebody scanned a device that was drawn. Raises NotDrawn, SameEyes."""
    meant = {asset.id: asset for asset in assets_meant_by([code]).get(code, [])}
    for check in drawn(certification):
        if check.asset_id in meant:
            asset, person_id = meant[check.asset_id], act.actor.person_id if act.actor else None
            if person_id is not None and person_id in (asset.responsible_id, asset.holder_id):
                raise SameEyes(asset=str(asset))
            if check.seen_at is None:
                check.seen_at, check.seen_by = act.happened_at, act.actor
                db.session.flush()
            return check
    raise NotDrawn(code=code)


def _chosen(ended: Sequence[Ended], most: int, chance: Random) -> list[Ended]:
    sighted = [one for one in ended if one.end == "sighted"]
    first = [one for one in sighted if one.answering]
    rest = [one for one in sighted if not one.answering]
    chosen = chance.sample(first, min(most, len(first)))
    return chosen + chance.sample(rest, min(most - len(chosen), len(rest)))
