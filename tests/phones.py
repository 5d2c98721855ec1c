"""A phone as the tests know it: it numbers what its person does, keeps it, and sends it when it can."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from app import clock
from app.clock import written
from app.db import begin_writing, db, uuid7
from tests.district import District, Visitor

Sent = dict[str, str]
Result = dict[str, Any]


@dataclass
class Phone:
    """Somebody's phone in somebody's hand. `audits` are the names it gave to the counts it opened."""

    district: District
    visitor: Visitor
    who: str
    device: UUID = field(default_factory=uuid7)
    seq: int = 0
    first_kept: int = 1
    audits: dict[str, str] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actor = str(self.district.user(self.who).uuid)

    def makes(
        self,
        kind: str,
        payload: dict[str, Any],
        /,
        *,
        at: datetime | None = None,
        base: int | None = None,
        **more: Any,
    ) -> Sent:
        """An operation, frozen and numbered."""
        self.seq += 1
        body = {
            "op_id": str(uuid7()),
            "v": 1,
            "device_id": str(self.device),
            "seq": self.seq,
            "actor_id": self.actor,
            "kind": kind,
            "captured_at": written(at or clock.now()),
            "base_version": base,
            "payload": payload,
        }
        return frozen(json.dumps(body | more))

    def sees(
        self, room: str, code: str, /, *, at: datetime | None = None, method: str = "camera", **more: Any
    ) -> Sent:
        payload = {
            "audit": self.audit(room),
            "room": self.room(room),
            "code": code,
            "asset": None,
            "method": method,
        }
        return self.makes("audit.sight", payload | more, at=at)

    def undoes(self, operation: Sent, *, room: str = "204", at: datetime | None = None) -> Sent:
        payload = {"audit": self.audit(room), "sighting": name_of(operation)}
        return self.makes("audit.undo", payload, at=at)

    def explains(self, room: str, tag: str, reason: str = "other", *, at: datetime | None = None) -> Sent:
        asset = str(self.district.asset(tag).uuid)
        payload = {"audit": self.audit(room), "room": self.room(room), "asset": asset, "reason": reason}
        return self.makes("audit.absent", payload, at=at)

    def finishes(self, room: str, *, at: datetime | None = None) -> Sent:
        return self.makes("audit.finish", {"audit": self.audit(room)}, at=at)

    def moves(self, code: str, room: str, *, base: int | None) -> Sent:
        return self.makes("asset.move", {"code": code, "room": self.room(room)}, base=base)

    def envelope(self, *operations: Sent, sent_at: datetime | None = None) -> dict[str, Any]:
        return {
            "sent_at": written(sent_at or clock.now()),
            "server_epoch": None,
            "last_seq": self.seq,
            "first_kept": self.first_kept,
            "operations": list(operations),
        }

    def posts(self, *operations: Sent, sent_at: datetime | None = None) -> TestResponse:
        db.session.rollback()  # what the test reads next, it reads anew
        return self.visitor.sync(self.envelope(*operations, sent_at=sent_at))

    def sends(self, *operations: Sent, sent_at: datetime | None = None) -> list[Result]:
        """The results of one batch; whoever was idle for too long signs in again first."""
        response = self.posts(*operations, sent_at=sent_at)
        if response.status_code == 401:
            self.signs_in()
            response = self.posts(*operations, sent_at=sent_at)
        assert response.status_code == 200, response.text
        self.answer = response.get_json()
        results: list[Result] = self.answer["results"]
        assert [result["sha256"] for result in results] == [operation["sha256"] for operation in operations]
        return results

    def signs_in(self) -> None:
        self.visitor.sign_in(f"{self.who}@marshall.test")

    def counts(self, room: str, *codes: str) -> list[str]:
        """See codes in a room, send them, and hear what each means."""
        return [result["verdict"] for result in self.sends(*(self.sees(room, code) for code in codes))]

    def audit(self, room: str) -> str:
        return self.audits.setdefault(room, str(uuid7()))

    def room(self, code: str) -> str:
        return str(self.district.room(code).uuid)

    def difference(self, room: str = "204") -> dict[str, Any]:
        """What `GET /audits/<uuid>` says of the count, devices by their tags."""
        self.signs_in()
        return by_tag(self.visitor.audit(self.audit(room)))


def frozen(body: str) -> Sent:
    return {"body": body, "sha256": hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()}


def name_of(operation: Sent) -> str:
    return str(json.loads(operation["body"])["op_id"])


def by_tag(told: dict[str, Any]) -> dict[str, Any]:
    """A difference that can be read: tags instead of ids, in order."""

    def short(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return sorted(one if isinstance(one, str) else one.get("tag") or one["code"] for one in value)

    return {name: short(value) for name, value in told.items()}


@contextmanager
def at_a_desk() -> Iterator[None]:
    """What somebody does on a page meanwhile: written and committed."""
    db.session.rollback()
    begin_writing()
    yield
    db.session.commit()
