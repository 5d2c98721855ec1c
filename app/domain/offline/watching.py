"""The phones of a site as somebody who looks after them sees them: what waits, what is gone, which clock is off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import policy
from app.domain.access import Scope
from app.domain.refusals import Refusal
from app.models import Grant, LostNumber, PhoneDevice, PhoneNote, User

STALE = timedelta(hours=24)
MOST_WORDS = 2000


class NothingLost(Refusal):
    """There is nothing to say a word about."""

    reason = "nothing_lost"


class NoNote(Refusal):
    """Whoever takes note of lost work says what became of it."""

    reason = "no_word"


@dataclass(frozen=True, slots=True)
class Watched:
    """One person's work on one phone. `lost` are numbers that never came and that nobody took note of yet."""

    phone: PhoneDevice
    lost: list[int]
    notes: list[PhoneNote]
    now: datetime

    @property
    def number(self) -> int | None:
        return self.phone.handset.number if self.phone.handset else None

    @property
    def emptied(self) -> bool:
        """It came back without what it had kept, and nobody took note of that yet."""
        at = self.phone.emptied_at
        return at is not None and not any(note.at >= at for note in self.notes)

    @property
    def stale(self) -> bool:
        return self.phone.waiting > 0 and not self.phone.emptied_at and self.phone.heard_at < self.now - STALE

    @property
    def minutes_off(self) -> int:
        """How far the phone's clock is behind (or, below zero, ahead), where that is more than is usual."""
        off = self.phone.clock_offset_ms / 60_000
        return round(off) if abs(off) > policy.value("clock_skew_minutes") else 0

    @property
    def troubled(self) -> bool:
        return bool(self.lost or self.emptied or self.stale or self.minutes_off)


def watched(scope: Scope, now: datetime, *, most: int, after: int = 0) -> list[Watched]:
    """The phones of a scope as they stand: trouble first, then who was heard last."""
    query = (
        phones_in(scope)
        .order_by(_in_trouble(now).desc(), PhoneDevice.heard_at.desc(), PhoneDevice.id)
        .options(joinedload(PhoneDevice.user), joinedload(PhoneDevice.handset))
    )
    return _told(db.session.scalars(query.offset(after).limit(most)).all(), now)


def watched_one(phone: PhoneDevice, now: datetime) -> Watched:
    """One phone, looked at by itself."""
    return _told([phone], now)[0]


def phones_in_trouble(scope: Scope, now: datetime) -> int:
    """How many phones somebody should look after."""
    query = phones_in(scope).where(_in_trouble(now)).subquery()
    return db.session.scalar(select(func.count()).select_from(query)) or 0


def phones_in(scope: Scope) -> Select[PhoneDevice]:
    """The phones of people who work, or worked, at the sites of a scope."""
    query = select(PhoneDevice).where(or_(PhoneDevice.emptied_at.is_(None), ~_noted()))
    if scope.everywhere:
        return query
    return query.where(exists().where(Grant.user_id == PhoneDevice.user_id, scope.where(Grant.site_id)))


def take_note(phone: PhoneDevice, word: str, by: User, now: datetime) -> PhoneNote:
    """Say what became of work that a phone lost. Raises NoNote, NothingLost."""
    seen = watched_one(phone, now)
    if not word.strip():
        raise NoNote
    if not seen.lost and not seen.emptied:
        raise NothingLost
    note = PhoneNote(phone_id=phone.id, at=now, by=by, note=word.strip()[:MOST_WORDS], lost=len(seen.lost))
    db.session.add(note)
    db.session.flush()
    unnoted = update(LostNumber).where(LostNumber.phone_id == phone.id, LostNumber.note_id.is_(None))
    db.session.execute(unnoted.values(note_id=note.id))
    return note


def _noted() -> ColumnElement[bool]:
    """Somebody said what became of what an emptied phone had kept: it is over."""
    return exists().where(PhoneNote.phone_id == PhoneDevice.id, PhoneNote.at >= PhoneDevice.emptied_at)


def _in_trouble(now: datetime) -> ColumnElement[bool]:
    skew = policy.value("clock_skew_minutes") * 60_000
    return or_(
        exists().where(LostNumber.phone_id == PhoneDevice.id, LostNumber.note_id.is_(None)),
        and_(PhoneDevice.emptied_at.is_not(None), ~_noted()),
        and_(PhoneDevice.waiting > 0, PhoneDevice.emptied_at.is_(None), PhoneDevice.heard_at < now - STALE),
        PhoneDevice.clock_offset_ms > skew,
        PhoneDevice.clock_offset_ms < -skew,
    )


def _told(phones: Sequence[PhoneDevice], now: datetime) -> list[Watched]:
    keys = [phone.id for phone in phones]
    lost: dict[int, list[int]] = {}
    numbers = select(LostNumber.phone_id, LostNumber.seq).order_by(LostNumber.seq)
    for phone_id, seq in db.session.execute(
        numbers.where(LostNumber.phone_id.in_(keys), LostNumber.note_id.is_(None))
    ):
        lost.setdefault(phone_id, []).append(seq)
    notes: dict[int, list[PhoneNote]] = {}
    said = select(PhoneNote).where(PhoneNote.phone_id.in_(keys)).order_by(PhoneNote.id.desc())
    for note in db.session.scalars(said.options(joinedload(PhoneNote.by))):
        notes.setdefault(note.phone_id, []).append(note)
    return [Watched(phone, lost.get(phone.id, []), notes.get(phone.id, []), now) for phone in phones]
