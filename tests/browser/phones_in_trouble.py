"""Phones as somebody who looks after them meets them: unsent, lost, emptied, refused; and a queue saved as a file."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from app import clock
from app.clock import written
from app.db import begin_writing, db, uuid7
from app.models import Asset, PhoneDevice, Room, User
from tests.district import Visitor
from tests.phones import frozen, name_of

Sent = dict[str, str]


class Hand:
    """One of the demonstration's people with a phone."""

    def __init__(self, app: Flask, role: str, password: str) -> None:
        self.visitor, self.device, self.seq = Visitor(app.test_client()), uuid7(), 0
        self.visitor.sign_in(f"{role}@demo.test", password)
        with app.app_context():
            self.user = db.session.scalars(select(User).where(User.email == f"{role}@demo.test")).one().uuid

    def makes(self, kind: str, **payload: Any) -> Sent:
        self.seq += 1
        body = {
            "op_id": str(uuid7()), "v": 1, "device_id": str(self.device), "seq": self.seq, "actor_id": str(self.user),
            "kind": kind, "captured_at": written(clock.now()), "base_version": -1, "payload": payload,
        }  # fmt: skip
        return frozen(json.dumps(body))

    def sends(self, *operations: Sent, last: int = 0, first: int = 1, slow: float = 0) -> None:
        sent_at = written(clock.now() - timedelta(minutes=slow))
        envelope = {
            "sent_at": sent_at,
            "server_epoch": None,
            "first_kept": first,
            "operations": list(operations),
        }
        answer = self.visitor.sync(envelope | {"last_seq": max(last, self.seq)})
        assert answer.status_code == 200, answer.text


def phones_in_trouble(app: Flask, password: str) -> dict[str, str]:
    """The addresses of the pages that tell of them, by name."""
    idm, teacher, technician = (Hand(app, role, password) for role in ("idm", "teacher", "technician"))
    with app.app_context():
        site = db.session.scalars(select(User).where(User.email == "idm@demo.test")).one().grants[0].site_id
        room = db.session.scalars(select(Room).where(Room.site_id == site).order_by(Room.name)).first()
        assert room is not None
        tags = list(
            db.session.scalars(
                select(Asset.tag)
                .where(Asset.site_id == site, Asset.state == "deployed", Asset.tag.is_not(None))
                .order_by(Asset.tag)
                .limit(4)
            )
        )
        place = str(room.uuid)
    conflict = idm.makes("asset.move", code=tags[0], room=place)
    idm.sends(conflict)
    refused = [teacher.makes("asset.move", code=tag, room=place) for tag in tags[1:3]]
    teacher.sends(*refused, last=14, slow=9)
    technician.sends(technician.makes("audit.open", audit=str(uuid4()), room=place), last=9, first=6)
    there = f"/attention/operations/{name_of(refused[0])}/dismiss"
    idm.visitor.post(there, data={"note": "It stays where it is until the library opens again."})
    _long_ago(app, teacher.user)
    queue = {
        "rollcall": "queue", "v": 1, "actor_id": str(teacher.user), "exported_at": written(clock.now()),
        "operations": [refused[1], *(_seen(teacher, place, tag) for tag in tags)],
    }  # fmt: skip
    sent = {"file": (BytesIO(json.dumps(queue).encode()), "queue.json")}
    adoption = idm.visitor.post("/phones/adoptions", data=sent).location
    return {
        "refused": f"/attention/operations/{name_of(conflict)}",
        "refused-settled": f"/attention/operations/{name_of(refused[0])}",
        "settled": "/attention/settled",
        "phones": "/phones",
        "adoptions": "/phones/adoptions",
        "adoption": adoption,
    }


def _seen(hand: Hand, room: str, tag: str | None) -> Sent:
    return hand.makes("audit.sight", audit=str(uuid4()), room=room, code=tag, asset=None, method="camera")


def _long_ago(app: Flask, user: UUID) -> None:
    """It was heard three days ago, and came back empty since."""
    with app.app_context():
        begin_writing()
        found = db.session.scalars(select(PhoneDevice).join(User).where(User.uuid == user)).one()
        found.heard_at -= timedelta(days=3)
        found.waiting_since = found.heard_at
        db.session.add(
            PhoneDevice(
                device_id=uuid4(), user_id=found.user_id, handset_id=found.handset_id, last_seq=30, waiting=4,
                heard_at=found.heard_at, emptied_at=clock.now(), first_kept=1,
            )
        )  # fmt: skip
        db.session.commit()
