"""Which phone a batch comes from, how far its counter is, and which of its numbers were lost."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from app.db import db
from app.domain.offline.envelope import Envelope, Operation
from app.models import LostNumber, PhoneDevice, User
from app.models import Operation as KeptOperation

MOST_LOST_AT_ONCE = 5000


def heard_from(
    envelope: Envelope, operations: Sequence[Operation], user: User, received_at: datetime
) -> dict[UUID, PhoneDevice]:
    """The phones of a batch, locked, known by device and person, and brought up to date by what the envelope says."""
    phones = {device_id: _phone(device_id, user, received_at) for device_id in sorted({o.device_id for o in operations})}
    for phone in phones.values():
        phone.heard_at = received_at
        phone.waiting = max(0, envelope.last_seq - max(o.seq for o in operations))
        if envelope.sent_at is not None:
            phone.clock_offset_ms = _milliseconds(envelope.sent_at, received_at)
        if envelope.first_kept > phone.first_kept:
            sent = {o.seq for o in operations if o.device_id == phone.device_id}
            _note_lost(phone, min(envelope.first_kept, envelope.last_seq + 1), sent, received_at)
    return phones


def _phone(device_id: UUID, user: User, received_at: datetime) -> PhoneDevice:
    query = select(PhoneDevice).where(PhoneDevice.device_id == device_id, PhoneDevice.user_id == user.id)
    phone = db.session.scalar(query.with_for_update())
    if phone is None:
        phone = PhoneDevice(device_id=device_id, user_id=user.id, heard_at=received_at)
        phone.last_seq, phone.first_kept, phone.waiting, phone.clock_offset_ms = 0, 1, 0, 0
        db.session.add(phone)
        db.session.flush()
    return phone


def _note_lost(phone: PhoneDevice, first_kept: int, sent: set[int], noticed_at: datetime) -> None:
    """Numbers below the oldest the phone still has, which never came: work that is gone, and must be seen to be."""
    end = min(first_kept, phone.first_kept + MOST_LOST_AT_ONCE)
    wanted = range(phone.first_kept, end)
    span = (wanted.start, wanted.stop - 1)
    came = set(
        db.session.scalars(
            select(KeptOperation.seq).where(KeptOperation.phone_id == phone.id, KeptOperation.seq.between(*span))
        )
    )
    lost = [seq for seq in wanted if seq not in came and seq not in sent]
    if lost:
        rows = [{"phone_id": phone.id, "seq": seq, "noticed_at": noticed_at} for seq in lost]
        db.session.execute(insert(LostNumber), rows)
    phone.first_kept = end


def _milliseconds(sent_at: datetime, received_at: datetime) -> int:
    offset = (received_at - sent_at).total_seconds() * 1000
    return int(max(-(2**31), min(2**31 - 1, offset)))
