"""Something of every kind at Marshall Middle, and the same at Lincoln High, made for the asking."""

import json
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import select

from app.clock import now
from app.db import begin_writing, db
from app.domain import audits, carts, directory, register
from app.domain.carts import SlotSeen
from app.domain.ledger import Act
from app.domain.register.attachments import keep_attachment
from app.models import (
    Adoption,
    Asset,
    Discrepancy,
    Import,
    Look,
    LookedAt,
    LostNumber,
    Operation,
    Person,
    PhoneDevice,
    Room,
    SchoolClass,
    Site,
    User,
)
from app.routes.uploads import Sent
from tests.access.doors.certified import certified
from tests.access.doors.dutiful import dutiful
from tests.access.doors.managed import managed
from tests.access.doors.papered import papered
from tests.access.doors.received import received
from tests.access.doors.rostered import rostered
from tests.access.doors.travelling import harmed, travelling
from tests.district import District


@dataclass(frozen=True)
class Things:
    """The uuids that addresses need, at one of the two schools."""

    site: str
    room: UUID
    asset: UUID
    tag: str
    person: UUID
    audit: UUID
    attachment: UUID
    discrepancy: UUID
    import_run: UUID
    refused: UUID
    device: UUID
    user: UUID
    adoption: UUID
    cart: UUID
    slot_check: UUID
    cart_check: UUID
    cycle: UUID
    certification: UUID
    attestation: UUID
    seal: UUID
    seal_key: str
    shared: UUID
    training: UUID
    breach: UUID
    reminder: UUID
    school_class: UUID
    checkout: UUID
    held: UUID
    permission: UUID
    wish: UUID
    accessory: UUID
    set_of_one: UUID
    packing: UUID
    leaving: UUID
    coming: UUID
    packed: UUID
    extra: UUID
    loss: UUID
    order: UUID
    delivery: UUID
    delivery_line: UUID
    arrival: UUID
    paper: UUID
    donation: UUID
    calendar_days: UUID
    roster_run: UUID
    collection: UUID
    device_record: UUID
    look: UUID


def things_of(district: District, code: str) -> Things:
    """Something of every kind at a school, made for the asking."""
    db.session.rollback()
    begin_writing()
    site = district.site(code)
    tag, room_code = ("A1001", "204") if code == district.marshall else ("B2001", "L1")
    asset, room = district.asset(tag), district.room(room_code)
    act = Act.now(district.user("ian"))
    run = Import(
        site_id=site.id,
        filename="list.csv",
        state="done",
        columns={},
        report={},
        began_at=now(),
        by_id=district.user("ian").id,
    )
    person = db.session.scalars(select(Person).where(Person.site_id == site.id)).first()
    attachment = keep_attachment(
        site.id, asset, "proof", Sent(b"%PDF-1.4", "application/pdf", "proof.pdf"), act
    )
    audit = _count(room, act)
    missing = db.session.scalars(select(Discrepancy).where(Discrepancy.site_id == site.id)).first()
    db.session.add(run)
    db.session.flush()
    assert person is not None
    assert missing is not None
    user = district.user("tess" if code == district.marshall else "lola")
    phone, operation = _refused(site, user)
    adoption = Adoption(by_id=user.id, actor_id=user.id, uploaded_at=now(), told={})
    adoption.content = json.dumps({"rollcall": "queue", "v": 1, "operations": []})
    db.session.add(adoption)
    db.session.flush()
    cart, slot_check, cart_check = _cart(room, asset, act)
    things = Things(
        site=site.code, room=room.uuid, asset=asset.uuid, tag=tag, person=person.uuid, audit=audit,
        attachment=attachment.uuid, discrepancy=missing.uuid, import_run=run.uuid, refused=operation.op_id,
        device=phone.device_id, user=user.uuid, adoption=adoption.uuid, cart=cart, slot_check=slot_check,
        cart_check=cart_check,
        school_class=_school_class(site), look=_look(site, user, person),
        loss=harmed(asset, act), **travelling(site, asset.model, act),
        **certified(site, asset, act),
        shared=directory.share_devices(site, "Carts do.", act).uuid, **dutiful(site, act),
        **papered(site, act), **managed(asset),
        **received(site, asset.model, act), **rostered(site, district.user("ian"), person),
    )  # fmt: skip
    db.session.commit()
    return things


def _school_class(site: Site) -> UUID:
    made = SchoolClass(site_id=site.id, title="English 7", code="ENG7")
    db.session.add(made)
    db.session.flush()
    return made.uuid


def _look(site: Site, user: User, person: Person) -> UUID:
    """Somebody of the school opened the page of a student."""
    look = Look(at=now(), viewer_id=user.id, site_id=site.id, kind="person", students=1)
    db.session.add(look)
    db.session.flush()
    db.session.add(LookedAt(look_id=look.id, person_id=person.id))
    return look.uuid


def _cart(room: Room, asset: Asset, act: Act) -> tuple[UUID, UUID, UUID]:
    """A cart in the room, and something that its check found not to belong there."""
    cart = register.register(
        room.site, room=room, model=asset.model, act=act, tag=f"CART-{room.code}", slots=4
    )
    told = carts.confirm(cart, [SlotSeen(1, "present", None, "MENU-7")], uuid4(), act)
    return cart.uuid, told.differing[0].uuid, told.check.uuid


def _refused(site: Site, user: User) -> tuple[PhoneDevice, Operation]:
    """Something a phone sent that was not taken, and a number of that phone that never came."""
    phone = PhoneDevice(device_id=uuid4(), user_id=user.id, heard_at=now())
    db.session.add(phone)
    db.session.flush()
    db.session.add(LostNumber(phone_id=phone.id, seq=1, noticed_at=now()))
    operation = Operation(
        op_id=uuid4(), sha256=sha256(b'{"payload": {}}').hexdigest(), body='{"payload": {}}', phone_id=phone.id,
        actor_id=user.id, site_id=site.id, seq=2, kind="audit.sight", captured_at=now(), received_at=now(),
        outcome="rejected", reason="bad_payload", result={"facts": {}, "adds": {}},
    )  # fmt: skip
    db.session.add(operation)
    return phone, operation


def _count(room: Room, act: Act) -> UUID:
    """A finished count that missed everything, and an open one."""
    first = audits.join_or_open(uuid4(), room, act)
    audits.finish(first, act)
    later = act.at(act.happened_at.replace(hour=act.happened_at.hour + 1))
    second = audits.join_or_open(uuid4(), room, later)
    return second.uuid
