"""Which phone a batch comes from, how far its counter is, and which of its numbers were lost."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.db import db, dialect, insert_all, table_of
from app.domain import policy
from app.domain.offline.durability import fall_back
from app.domain.offline.envelope import EARLIEST, Envelope, Operation
from app.domain.offline.handsets import know_again, told_by
from app.models import LostNumber, PhoneDevice, User
from app.models import Operation as KeptOperation

MOST_LOST_AT_ONCE = 5000


def heard_from(
    envelope: Envelope, devices: Iterable[UUID], user: User, received_at: datetime, cookie: UUID | None = None
) -> dict[UUID, PhoneDevice]:
    """The phones of a batch, each held until the transaction ends: known by device and person, new ones made.

    A phone that has nothing to send is known by its cookie.
    """
    phones = phones_of(devices, user, received_at) or told_by(cookie, user, envelope, received_at)
    for phone in phones.values():
        know_again(phone, cookie, received_at)
        phone.heard_at = received_at
        if envelope.sent_at is not None:
            phone.clock_offset_ms = _milliseconds(received_at - envelope.sent_at)
    return phones


def phones_of(devices: Iterable[UUID], user: User, received_at: datetime) -> dict[UUID, PhoneDevice]:
    """The phones with these counters in this person's hand, each held until the transaction ends."""
    return {device_id: _phone(device_id, user, received_at) for device_id in sorted(set(devices))}


def happened_at(operation: Operation, envelope: Envelope, received_at: datetime) -> datetime:
    """When an operation happened by our clock: a phone's clock that is wrong when it sends was wrong before.

    Nothing happened after we heard of it.
    """
    offset = received_at - envelope.sent_at if envelope.sent_at is not None else timedelta()
    wrong = abs(offset) > timedelta(minutes=policy.value("clock_skew_minutes"))
    try:
        told = operation.captured_at + (offset if wrong else timedelta())
    except OverflowError:
        return received_at
    return max(EARLIEST, min(told, received_at))


def take_stock(phone: PhoneDevice, kept: dict[int, UUID], fresh: list[int], *, by_itself: bool) -> None:
    """Bring the counter of a phone up to date once its operations, by number in `kept`, are in the database.

    `fresh` are the numbers among them that came just now. How far it is only the phone says `by_itself`: a number in
    a file may be any.
    """
    if by_itself and kept and (last := max(kept)) >= phone.last_seq:
        phone.last_seq, phone.last_op_id = last, kept[last]
    fall_back(phone, fresh)
    if kept and min(kept) < phone.first_kept:
        late = LostNumber.phone_id == phone.id, LostNumber.seq.in_(kept)
        db.session.execute(delete(LostNumber).where(*late))


def note_what_waits(phone: PhoneDevice, envelope: Envelope, noticed_at: datetime) -> None:
    """What a phone says of its numbers: how many wait on it still, and which are gone and never came."""
    if envelope.first_kept > phone.first_kept:
        _note_lost(phone, min(envelope.first_kept, envelope.last_seq + 1), noticed_at)
    came = select(func.count(KeptOperation.seq.distinct())).where(
        KeptOperation.phone_id == phone.id,
        KeptOperation.seq.between(envelope.first_kept, envelope.last_seq),
    )
    made = envelope.last_seq - envelope.first_kept + 1
    phone.waiting = max(0, made - (db.session.scalar(came) or 0))
    phone.waiting_since = (phone.waiting_since or noticed_at) if phone.waiting else None


def _phone(device_id: UUID, user: User, received_at: datetime) -> PhoneDevice:
    """A phone, made where it is new; two requests of a new phone at once find one."""
    query = select(PhoneDevice).where(PhoneDevice.device_id == device_id, PhoneDevice.user_id == user.id)
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    phone = db.session.scalar(held)
    if phone is not None:
        return phone
    insert = sqlite.insert if dialect() == "sqlite" else postgresql.insert
    new = {"device_id": device_id, "user_id": user.id, "heard_at": received_at}
    db.session.execute(insert(table_of(PhoneDevice)).values(new).on_conflict_do_nothing())
    return db.session.scalars(held).one()


def _note_lost(phone: PhoneDevice, first_kept: int, noticed_at: datetime) -> None:
    """Numbers below the oldest the phone still has, which never came: work that is gone, and must be seen to be."""
    end = min(first_kept, phone.first_kept + MOST_LOST_AT_ONCE)
    wanted = range(phone.first_kept, end)
    numbers = select(KeptOperation.seq).where(
        KeptOperation.phone_id == phone.id, KeptOperation.seq.between(wanted.start, wanted.stop - 1)
    )
    came = set(db.session.scalars(numbers))
    rows = [{"phone_id": phone.id, "seq": seq, "noticed_at": noticed_at} for seq in wanted if seq not in came]
    insert_all(LostNumber, rows)
    phone.first_kept = end


def _milliseconds(offset: timedelta) -> int:
    return int(max(-(2**31), min(2**31 - 1, offset.total_seconds() * 1000)))
