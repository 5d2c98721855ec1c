"""Somebody's word for a device that nobody saw: its holder confirmed it, or it shows life. Policy: CERT-2."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db, insert_all, uuid7
from app.domain.certification.states import AT_WORK, NotNow, hold
from app.domain.ledger import Act
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.models import Asset, Attestation, Certification, DeviceRecord

MOST_WORDS = 500


class NoSignOfLife(Refusal):
    """Device management heard nothing of it in this cycle, so its absence is not attested by a reason alone."""

    reason = "no_sign_of_life"


class NoReason(Refusal):
    """An attestation says what it rests on, and it is somebody's word."""

    reason = "no_word"


def attest_holder(certification: Certification, asset: Asset, word: str, act: Act) -> Attestation:
    """The holder confirmed that they have it. Raises NotNow, NoReason."""
    return _attest(Attestation(certification=certification, asset=asset, kind="holder", word=word), act)


def attest_absence(certification: Certification, asset: Asset, word: str, act: Act) -> Attestation:
    """It is away for a reason, and device management heard of it. Raises NotNow, NoReason, NoSignOfLife."""
    alive = alive_in(certification, [asset.id]).get(asset.id)
    if alive is None:
        raise NoSignOfLife(asset=str(asset))
    attested = Attestation(
        certification=certification, asset=asset, kind="absence", word=word, alive_at=alive
    )
    return _attest(attested, act)


def attested_in(certification: Certification) -> dict[int, Attestation]:
    """What stands attested, by the keys of the assets."""
    query = select(Attestation).where(
        Attestation.certification_id == certification.id, Attestation.withdrawn_at.is_(None)
    )
    return {one.asset_id: one for one in db.session.scalars(query)}


def alive_in(certification: Certification, assets: Collection[int]) -> dict[int, datetime]:
    """When device management last heard of these assets in this cycle, by key; of the others it heard nothing."""
    query = select(DeviceRecord.asset_id, func.max(DeviceRecord.last_seen_at)).where(
        DeviceRecord.last_seen_at >= certification.cycle.seen_since
    )
    found: dict[int, datetime] = {}
    for some in portions(sorted(assets)):
        heard = query.where(DeviceRecord.asset_id.in_(some)).group_by(DeviceRecord.asset_id)
        found |= {
            key: at for key, at in db.session.execute(heard).all() if key is not None and at is not None
        }
    return found


def proposed_in(certification: Certification, unaccounted: Collection[int]) -> list[Attestation]:
    """What stood attested in the revision before and is unaccounted for in this one; it holds once it is confirmed.

    What was confirmed here and withdrawn again is not proposed anew.
    """
    if certification.replaces_id is None:
        return []
    said = select(Attestation.repeats_id).where(
        Attestation.certification_id == certification.id, Attestation.repeats_id.is_not(None)
    )
    query = select(Attestation).where(
        Attestation.certification_id == certification.replaces_id, Attestation.withdrawn_at.is_(None),
        Attestation.id.not_in(said),
    ).order_by(Attestation.id)  # fmt: skip
    whole = query.options(joinedload(Attestation.asset).joinedload(Asset.model), joinedload(Attestation.by))
    return [one for one in db.session.scalars(whole) if one.asset_id in unaccounted]


def confirm(certification: Certification, before: Sequence[Attestation], act: Act) -> list[Asset]:
    """Say again, under one's own name, what was said in the revision before; gives what shows no life any more.

    A handful of statements, however much is said. Raises NotNow, NoReason.
    """
    _at_work(certification)
    if act.actor is None:
        raise NoReason
    away = [one for one in before if one.kind == "absence"]
    alive = alive_in(certification, {one.asset_id for one in away})
    lifeless = [one.asset for one in away if one.asset_id not in alive]
    settled = {asset.id for asset in lifeless} | attested_in(certification).keys()
    again = [
        {
            "uuid": uuid7(), "certification_id": certification.id, "asset_id": one.asset_id, "kind": one.kind,
            "word": one.word, "alive_at": alive.get(one.asset_id), "at": act.happened_at, "by_id": act.actor.id,
            "withdrawn_at": None, "withdrawn_by_id": None, "repeats_id": one.id,
        }
        for one in before
        if one.asset_id not in settled
    ]  # fmt: skip
    insert_all(Attestation, again)
    return lifeless


def withdraw(attestation: Attestation, act: Act) -> None:
    """Take an attestation back. Raises NotNow."""
    _at_work(attestation.certification)
    if attestation.withdrawn_at is None:
        attestation.withdrawn_at = act.happened_at
        attestation.withdrawn_by_id = act.actor.id if act.actor else None
        db.session.flush()


def _attest(said: Attestation, act: Act) -> Attestation:
    """Keep what somebody said, unless it was said already."""
    with db.session.no_autoflush:
        _at_work(said.certification)
        said.word = said.word.strip()[:MOST_WORDS]
        if not said.word or act.actor is None:
            raise NoReason
        standing = select(Attestation).where(
            Attestation.certification_id == said.certification.id, Attestation.asset_id == said.asset.id,
            Attestation.withdrawn_at.is_(None),
        )  # fmt: skip
        if there := db.session.scalar(standing):
            return there
    said.at, said.by = act.happened_at, act.actor
    db.session.add(said)
    db.session.flush()
    return said


def _at_work(certification: Certification) -> None:
    hold(certification)
    if certification.state not in AT_WORK:
        raise NotNow(state=certification.state, step="attested")
