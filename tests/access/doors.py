"""One request for every route, about a thing of Marshall Middle, and the same about a thing of Lincoln High."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from sqlalchemy import select

from app.clock import now
from app.db import begin_writing, db
from app.domain import audits, carts, register
from app.domain.carts import SlotSeen
from app.domain.ledger import Act
from app.domain.register.attachments import keep_attachment
from app.models import (
    Adoption,
    Asset,
    Discrepancy,
    Import,
    LostNumber,
    Operation,
    Person,
    PhoneDevice,
    Room,
    Site,
    User,
)
from app.routes.uploads import Sent
from tests.district import District, Visitor


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


@dataclass(frozen=True)
class Door:
    """How a route is asked. `of_a_site`: the address names a thing that belongs to one school."""

    method: str
    path: Callable[[Things], str] | str
    of_a_site: bool = True
    more: Callable[[Things], dict[str, Any]] | None = None
    answers_with_a_page: bool = True

    def ask(self, visitor: Visitor, things: Things) -> int:
        ask = visitor.get if self.method == "GET" else visitor.post
        path = self.path if isinstance(self.path, str) else self.path(things)
        more = self.more(things) if self.more else {}
        return ask(path, **more).status_code


def picture() -> tuple[BytesIO, str]:
    stream = BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, "PNG")
    return BytesIO(stream.getvalue()), "desk.png"


def form(**values: Any) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {
        "data": {name: value(things) if callable(value) else value for name, value in values.items()}
    }


DOORS: dict[str, Door] = {
    "access.home": Door("GET", "/", of_a_site=False),
    "access.more": Door("GET", "/more", of_a_site=False),
    "directory.sites": Door("GET", "/sites", of_a_site=False),
    "directory.rooms": Door("GET", lambda t: f"/rooms?site={t.site}"),
    "directory.room": Door("GET", lambda t: f"/rooms/{t.room}"),
    "directory.door": Door("GET", lambda t: f"/r/{t.room}"),
    "directory.new_room": Door("GET", lambda t: f"/rooms/new?site={t.site}"),
    "directory.add_room": Door("POST", "/rooms", more=form(site=lambda t: t.site, code="N1", name="New")),
    "directory.close_room": Door("POST", lambda t: f"/rooms/{t.room}/close"),
    "directory.open_room": Door("POST", lambda t: f"/rooms/{t.room}/open"),
    "register.assets": Door("GET", lambda t: f"/assets?site={t.site}"),
    "register.asset": Door("GET", lambda t: f"/assets/{t.asset}"),
    "register.new_asset": Door("GET", lambda t: f"/assets/new?site={t.site}"),
    "register.add_asset": Door(
        "POST",
        "/assets",
        more=form(site=lambda t: t.site, model_name="X1", category="Laptop", tag="N9"),
    ),
    "register.edit_asset": Door("GET", lambda t: f"/assets/{t.asset}/edit"),
    "register.correct_asset": Door("POST", lambda t: f"/assets/{t.asset}/edit", more=form(model_name="X1")),
    "register.move_asset": Door(
        "POST", lambda t: f"/assets/{t.asset}/move", more=form(room=lambda t: t.room)
    ),
    "register.retag_asset": Door("POST", lambda t: f"/assets/{t.asset}/tag", more=form(tag="N10")),
    "register.add_code": Door("POST", lambda t: f"/assets/{t.asset}/codes", more=form(code="old barcode")),
    "register.add_attachment": Door(
        "POST", lambda t: f"/assets/{t.asset}/attachments", more=lambda _: {"data": {"file": picture()}}
    ),
    "register.attachment": Door("GET", lambda t: f"/attachments/{t.attachment}", answers_with_a_page=False),
    "register.remove_attachment": Door("POST", lambda t: f"/attachments/{t.attachment}/remove"),
    "register.export": Door("GET", lambda t: f"/assets.csv?site={t.site}", answers_with_a_page=False),
    "register.labels": Door("GET", lambda t: f"/labels?site={t.site}"),
    "register.print_labels": Door(
        "POST",
        "/labels.pdf",
        more=form(site=lambda t: t.site, sheet="avery-5160", what="tags", tags=lambda t: t.tag),
    ),
    "importing.imports": Door("GET", "/imports", of_a_site=False),
    "importing.upload": Door(
        "POST",
        "/imports",
        more=lambda t: {"data": {"site": t.site, "file": (BytesIO(b"tag,model\nN11,X1\n"), "list.csv")}},
    ),
    "importing.show": Door("GET", lambda t: f"/imports/{t.import_run}"),
    "importing.map_columns": Door("POST", lambda t: f"/imports/{t.import_run}/columns"),
    "importing.run": Door("POST", lambda t: f"/imports/{t.import_run}/run"),
    "importing.discard": Door("POST", lambda t: f"/imports/{t.import_run}/discard"),
    "importing.refused": Door(
        "GET", lambda t: f"/imports/{t.import_run}/refused.csv", answers_with_a_page=False
    ),
    "scanning.scan": Door("GET", "/scan", of_a_site=False),
    "scanning.resolve": Door("GET", lambda t: f"/scan/resolve?code={t.tag}", of_a_site=False),
    "scanning.photo": Door(
        "POST", "/scan/photo", of_a_site=False, more=lambda _: {"data": {"photo": picture()}}
    ),
    "audits.count": Door("GET", lambda t: f"/rooms/{t.room}/count"),
    "audits.progress": Door("GET", lambda t: f"/audits/{t.audit}/progress"),
    "audits.choice": Door("GET", lambda t: f"/audits/{t.audit}/choice?code={t.tag}"),
    "audits.sight": Door(
        "POST", lambda t: f"/audits/{uuid4()}/sightings?room={t.room}", more=form(code=lambda t: t.tag)
    ),
    "audits.undo": Door("POST", lambda t: f"/audits/{t.audit}/undoings"),
    "audits.explain": Door(
        "POST",
        lambda t: f"/audits/{uuid4()}/absences?room={t.room}",
        more=form(asset=lambda t: t.asset, reason="at_home"),
    ),
    "audits.difference": Door("GET", lambda t: f"/audits/{t.audit}/difference"),
    "audits.finish": Door("POST", lambda t: f"/audits/{uuid4()}/finish?room={t.room}"),
    "audits.audits": Door("GET", lambda t: f"/audits?site={t.site}"),
    "audits.audit": Door("GET", lambda t: f"/audits/{t.audit}"),
    "audits.photograph": Door(
        "POST",
        lambda t: f"/audits/{t.audit}/photos",
        more=lambda t: {"data": {"sighting": str(t.audit), "photo": picture()}},
    ),
    "audits.move_here": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/move-here"),
    "custody.carts": Door("GET", lambda t: f"/carts?site={t.site}"),
    "custody.cart": Door("GET", lambda t: f"/carts/{t.cart}"),
    "custody.confirm": Door("POST", lambda t: f"/carts/{t.cart}/checks"),
    "custody.settle": Door(
        "POST", lambda t: f"/carts/differences/{t.slot_check}", more=form(how="looked_at")
    ),
    "custody.checkout": Door("GET", "/checkout", of_a_site=False),
    "custody.checkin": Door("GET", "/checkin", of_a_site=False),
    "custody.replace": Door("GET", "/replace", of_a_site=False),
    "custody.meaning": Door("GET", lambda t: f"/desk/meaning?code={t.tag}", of_a_site=False),
    "roster.people": Door("GET", lambda t: f"/people?site={t.site}"),
    "roster.person": Door("GET", lambda t: f"/people/{t.person}"),
    "insight.attention": Door("GET", "/attention", of_a_site=False),
    "insight.operation": Door("GET", lambda t: f"/attention/operations/{t.refused}"),
    "insight.settled": Door("GET", "/attention/settled", of_a_site=False),
    "insight.do_anew": Door("POST", lambda t: f"/attention/operations/{t.refused}/anew"),
    "insight.dismiss": Door(
        "POST", lambda t: f"/attention/operations/{t.refused}/dismiss", more=form(note="It stays.")
    ),
    "offline.phones": Door("GET", lambda t: f"/phones?site={t.site}"),
    "offline.take_note": Door(
        "POST", lambda t: f"/phones/{t.device}/{t.user}/note", more=form(note="Counted again.")
    ),
    "offline.adoptions": Door("GET", "/phones/adoptions", of_a_site=False),
    "offline.put_down": Door("POST", "/phones/adoptions", of_a_site=False, more=lambda t: queue_of(t.user)),
    "offline.adoption": Door("GET", lambda t: f"/phones/adoptions/{t.adoption}"),
    "offline.adopt": Door("POST", lambda t: f"/phones/adoptions/{t.adoption}/adopt"),
    "offline.sync": Door(
        "POST",
        "/sync",
        of_a_site=False,
        more=lambda _: {
            "json": {"sent_at": None, "server_epoch": None, "last_seq": 0, "first_kept": 0, "operations": []},
            "headers": {"X-Rollcall": "1"},
        },
    ),
    "offline.own_queue": Door("GET", "/queue", of_a_site=False),
    "offline.snapshot": Door("GET", lambda t: f"/offline/snapshot?site={t.site}", answers_with_a_page=False),
}


def queue_of(user: UUID) -> dict[str, Any]:
    """What somebody's phone saved, with nothing in it."""
    told = {"rollcall": "queue", "v": 1, "actor_id": str(user), "operations": []}
    return {"data": {"file": (BytesIO(json.dumps(told).encode()), "queue.json")}}


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
    things = Things(
        site.code, room.uuid, asset.uuid, tag, person.uuid, audit, attachment.uuid, missing.uuid, run.uuid,
        operation.op_id, phone.device_id, user.uuid, adoption.uuid, *_cart(room, asset, act),
    )  # fmt: skip
    db.session.commit()
    return things


def _cart(room: Room, asset: Asset, act: Act) -> tuple[UUID, UUID]:
    """A cart in the room, and something that its check found not to belong there."""
    cart = register.register(
        room.site, room=room, model=asset.model, act=act, tag=f"CART-{room.code}", slots=4
    )
    told = carts.confirm(cart, [SlotSeen(1, "present", None, "MENU-7")], uuid4(), act)
    return cart.uuid, told.differing[0].uuid


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
