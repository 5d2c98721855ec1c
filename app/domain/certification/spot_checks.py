"""Ten devices drawn at random, which somebody looks at again before the site is signed for. Policy: LAW-4."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random, SystemRandom

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.clock import written
from app.db import db
from app.domain import carts, policy
from app.domain.certification.ends import Ended, ends_of
from app.domain.certification.sights import seers_of
from app.domain.certification.states import OPEN, NotNow, hold
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.domain.refusals import Refusal
from app.models import Asset, Certification, Merge, SpotCheck, User


class NotDrawn(Refusal):
    """The code is of no device that was drawn."""

    reason = "not_drawn"


class SameEyes(Refusal):
    """Whoever answers for a device, or counted it, does not check it."""

    reason = "same_eyes"


@dataclass(frozen=True, slots=True)
class Drawable:
    """What may be drawn now: `missing` of the usual number are not drawn yet, `fresh` were never drawn."""

    usual: int
    missing: int
    fresh: int
    answering: int

    @property
    def next(self) -> int:
        """How many another draw gives: what is missing of the usual number, or as many again."""
        return min(self.missing or self.usual, self.fresh)


def drawn(certification: Certification) -> Sequence[SpotCheck]:
    """What was drawn, in its order."""
    query = select(SpotCheck).where(SpotCheck.certification_id == certification.id).order_by(SpotCheck.id)
    cart = joinedload(Asset.cart).joinedload(Asset.room)
    shown = (joinedload(Asset.model), joinedload(Asset.room), joinedload(Asset.holder), cart)
    kept = selectinload(Asset.merge).joinedload(Merge.kept).options(*shown)
    whole = query.options(joinedload(SpotCheck.asset).options(*shown, kept), joinedload(SpotCheck.seen_by))
    return db.session.scalars(whole).all()


def drawable(ended: Sequence[Ended], there: Sequence[SpotCheck]) -> Drawable:
    """What of a site as it stands may be drawn beside what was drawn already.

    A draw made early stays short, and what it drew may be gone since: both are missing of the usual number.
    """
    usual, known = int(policy.value("spot_checks")), {check.device.id for check in there}
    sighted = {one.asset_id for one in ended if one.end == "sighted"}
    standing = sum(check.seen_at is not None or check.device.id in sighted for check in there)
    fresh = [one for one in ended if one.end == "sighted" and one.asset_id not in known]
    return Drawable(usual, max(0, usual - standing), len(fresh), sum(one.answering for one in fresh))


def draw(
    certification: Certification, act: Act, chance: Random | None = None, *, after: int = 0
) -> Sequence[SpotCheck]:
    """Draw among the sighted, first among those seen by nobody but who answers for them.

    What was drawn before stays, with what was seen of it. `after` is how many were drawn when it was asked for: a
    second tap adds nothing. Raises NotNow.
    """
    _refuse_sealed(certification)
    there = drawn(certification)
    if len(there) != after:
        return there
    ended, known = ends_of(certification), {check.device.id for check in there}
    fresh = [one for one in ended if one.end == "sighted" and one.asset_id not in known]
    number = max((check.draw_number for check in there), default=0) + 1
    may = drawable(ended, there)
    for one in _chosen(fresh, may.next, chance or SystemRandom()):
        check = SpotCheck(
            certification_id=certification.id, asset_id=one.asset_id, draw_number=number, drawn_at=act.happened_at,
            by_whom_answers=one.answering, among=may.fresh, among_answering=may.answering,
        )  # fmt: skip
        db.session.add(check)
    db.session.flush()
    return drawn(certification)


def see(certification: Certification, code: str, act: Act) -> SpotCheck:
    """Somebody scanned a device that was drawn. Raises NotNow, NotDrawn, SameEyes."""
    _refuse_sealed(certification)
    meant = {asset.id: asset for asset in assets_meant_by([code]).get(code, [])}
    for check in drawn(certification):
        if check.device.id in meant:
            asset, by = meant[check.device.id], act.actor
            if by and (_answers(by, asset) or by.id in seers_of(asset.id, certification.cycle.seen_since)):
                raise SameEyes(asset=str(asset))
            if check.seen_at is None:
                check.seen_at, check.seen_by = act.happened_at, by
                db.session.flush()
            return check
    raise NotDrawn(code=code)


def told_of(checks: Sequence[SpotCheck]) -> dict[str, object]:
    """What a seal says of them: each draw by itself, from how many it was made, what of it was seen, what was not."""
    draws = [
        {
            "at": written(ones[0].drawn_at),
            "drawn": len(ones),
            "among": ones[0].among,
            "among_answering": ones[0].among_answering,
            "seen": sum(check.seen_at is not None for check in ones),
            "by_whom_answers": sum(check.by_whom_answers for check in ones),
            "not_seen": [str(check.device) for check in ones if check.seen_at is None],
        }
        for ones in by_draw(checks)
    ]
    seen = sum(check.seen_at is not None for check in checks)
    return {"drawn": len(checks), "seen": seen, "draws": draws}


def by_draw(checks: Sequence[SpotCheck]) -> list[list[SpotCheck]]:
    """The checks of each draw, the first draw first."""
    return [list(ones) for _, ones in groupby(checks, key=lambda check: check.draw_number)]


def _refuse_sealed(certification: Certification) -> None:
    hold(certification)
    if certification.state not in OPEN:
        raise NotNow(state=certification.state, step="spot_check")


def _answers(user: User, asset: Asset) -> bool:
    """By the device itself, else by its room or its cart."""
    answering = carts.answering_for(asset.cart or asset)
    own = {asset.responsible_id, asset.holder_id, answering.id if answering else None}
    return user.person_id is not None and user.person_id in own


def _chosen(fresh: Sequence[Ended], most: int, chance: Random) -> list[Ended]:
    first = [one for one in fresh if one.answering]
    rest = [one for one in fresh if not one.answering]
    chosen = chance.sample(first, min(most, len(first)))
    return chosen + chance.sample(rest, min(most - len(chosen), len(rest)))
