"""Which phone in the hand it is, by its cookie; and that it came back without what it had kept.

The counter lives in the phone's storage, the cookie beside it. A browser may empty the one and leave the other.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from app.db import db, uuid7
from app.domain.offline.envelope import Envelope
from app.domain.offline.server import next_number
from app.models import Handset, PhoneDevice, User


def know_again(phone: PhoneDevice, cookie: UUID | None, heard_at: datetime) -> None:
    """Tie a counter to the phone it runs on. Another counter that ran there before is gone with what it kept."""
    phone.emptied_at = None
    if phone.handset_id is not None:
        return
    phone.handset = _of_device(phone.device_id) or _told_by(cookie) or _new(cookie, heard_at)
    db.session.flush()
    others = (
        PhoneDevice.handset_id == phone.handset_id,
        PhoneDevice.device_id != phone.device_id,
        PhoneDevice.emptied_at.is_(None),
    )
    db.session.execute(update(PhoneDevice).where(*others).values(emptied_at=heard_at))


def told_by(
    cookie: UUID | None, user: User, envelope: Envelope, heard_at: datetime
) -> dict[UUID, PhoneDevice]:
    """The phone that asks with nothing to send. A counter behind what we heard from it before is another counter."""
    if cookie is None:
        return {}
    query = (
        select(PhoneDevice)
        .join(Handset, Handset.id == PhoneDevice.handset_id)
        .where(Handset.uuid == cookie, PhoneDevice.user_id == user.id, PhoneDevice.emptied_at.is_(None))
        .order_by(PhoneDevice.heard_at.desc(), PhoneDevice.id.desc())
        .limit(1)
    )
    held = query.with_for_update(key_share=True, of=PhoneDevice).execution_options(populate_existing=True)
    phone = db.session.scalar(held)
    if phone is None:
        return {}
    if envelope.last_seq < phone.last_seq:
        phone.emptied_at = heard_at
        return {}
    return {phone.device_id: phone}


def _of_device(device_id: UUID) -> Handset | None:
    """Another person on the same phone was heard before."""
    query = select(Handset).join(PhoneDevice, PhoneDevice.handset_id == Handset.id)
    return db.session.scalar(query.where(PhoneDevice.device_id == device_id).limit(1))


def _told_by(cookie: UUID | None) -> Handset | None:
    return db.session.scalar(select(Handset).where(Handset.uuid == cookie)) if cookie else None


def _new(cookie: UUID | None, heard_at: datetime) -> Handset:
    """A phone with a cookie of ours that is not known has met this server before its backup was restored."""
    handset = Handset(uuid=cookie or uuid7(), number=next_number(), first_heard_at=heard_at)
    db.session.add(handset)
    return handset
