"""Ten devices drawn at random, which somebody looks at again before the site is signed for. Policy: LAW-4."""

from collections.abc import Sequence
from random import Random, SystemRandom

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import carts, policy
from app.domain.certification.ends import Ended, ends_of
from app.domain.certification.sights import seers_of
from app.domain.certification.states import SEALED, NotNow, hold
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.domain.refusals import Refusal
from app.models import Asset, Certification, SpotCheck, User


class NotDrawn(Refusal):
    """The code is of no device that was drawn."""

    reason = "not_drawn"


class SameEyes(Refusal):
    """Whoever answers for a device, or alone has seen it, does not check it."""

    reason = "same_eyes"


def drawn(certification: Certification) -> Sequence[SpotCheck]:
    """What was drawn, in its order."""
    query = select(SpotCheck).where(SpotCheck.certification_id == certification.id).order_by(SpotCheck.id)
    return db.session.scalars(
        query.options(joinedload(SpotCheck.asset).joinedload(Asset.room), joinedload(SpotCheck.seen_by))
    ).all()


def draw(certification: Certification, act: Act, chance: Random | None = None) -> Sequence[SpotCheck]:
    """Draw among the sighted, first among those seen by nobody but who answers for them; a second time adds nothing.

    Raises NotNow.
    """
    _refuse_sealed(certification)
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
    """Somebody scanned a device that was drawn. Raises NotNow, NotDrawn, SameEyes."""
    _refuse_sealed(certification)
    meant = {asset.id: asset for asset in assets_meant_by([code]).get(code, [])}
    for check in drawn(certification):
        if check.asset_id in meant:
            asset, by = meant[check.asset_id], act.actor
            if by and (_answers(by, asset) or seers_of(asset.id, certification.cycle.seen_since) == {by.id}):
                raise SameEyes(asset=str(asset))
            if check.seen_at is None:
                check.seen_at, check.seen_by = act.happened_at, by
                db.session.flush()
            return check
    raise NotDrawn(code=code)


def _refuse_sealed(certification: Certification) -> None:
    hold(certification)
    if certification.state in SEALED | {"reopened"}:
        raise NotNow(state=certification.state, step="spot_check")


def _answers(user: User, asset: Asset) -> bool:
    """By the device itself, else by its room or its cart."""
    answering = carts.answering_for(asset.cart or asset)
    own = {asset.responsible_id, asset.holder_id, answering.id if answering else None}
    return user.person_id is not None and user.person_id in own


def _chosen(ended: Sequence[Ended], most: int, chance: Random) -> list[Ended]:
    sighted = [one for one in ended if one.end == "sighted"]
    first = [one for one in sighted if one.answering]
    rest = [one for one in sighted if not one.answering]
    chosen = chance.sample(first, min(most, len(first)))
    return chosen + chance.sample(rest, min(most - len(chosen), len(rest)))
