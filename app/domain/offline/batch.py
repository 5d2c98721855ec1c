"""What a batch needs to know, read in a few queries before its operations are applied."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.db import db
from app.domain import audits
from app.domain.access import OPERATIONS, SIGNED_IN, held_then, may, scope_of
from app.domain.audits import Count
from app.domain.looking_up import assets_meant_by, held
from app.domain.offline.envelope import Operation, uuid_in
from app.models import (
    Absence,
    Asset,
    Audit,
    AuditName,
    CartCheck,
    Forerunner,
    PhoneDevice,
    Room,
    Sighting,
    User,
)

T = TypeVar("T")
Named = dict[str, set[UUID]]

MOST_SLOTS = 500
# PostgreSQL takes 65,535 values in a query, and a batch may name more than that.
AT_ONCE = 1000


@dataclass(slots=True)
class Batch:
    """One person's operations as they are worked through, with what they are about at hand."""

    user: User
    phones: dict[UUID, PhoneDevice]
    rooms: dict[UUID, Room]
    audits: dict[UUID, Audit]
    forerunners: dict[UUID, Forerunner]
    meant: dict[str, list[Asset]]
    assets: dict[UUID, Asset]
    joined: dict[UUID, Audit] = field(default_factory=dict)
    done: list[Operation] = field(default_factory=list)
    counts: dict[int, Count] = field(default_factory=dict)
    rights: dict[tuple[str, int], bool] = field(default_factory=dict)
    sites: dict[UUID, int] = field(default_factory=dict)
    adopter: User | None = None
    moment: datetime | None = None

    @classmethod
    def read(cls, user: User, phones: dict[UUID, PhoneDevice], operations: Sequence[Operation]) -> "Batch":
        """Everything the operations name, read at once. Rooms are held first, then assets, each in key order."""
        named = _named(operations)
        rooms = _all(select(Room), Room.uuid, named["room"])
        audits.hold_rooms({room.id for room in rooms} | _rooms_of(named))
        codes = {code for operation in operations for code in _codes(operation.payload)}
        about = {operation.op_id for operation in operations} | named["audit"]
        waiting = select(Forerunner).options(joinedload(Forerunner.by))
        return cls(
            user=user,
            phones=phones,
            rooms={room.uuid: room for room in rooms},
            audits=_audits(named["audit"]),
            forerunners={row.about: row for row in _all(waiting, Forerunner.about, about)},
            meant=assets_meant_by(codes, lock=True),
            assets=_assets(named["asset"]),
        )

    def bearing(self, code: str) -> list[Asset]:
        """What a code means; looked up now where it was not known before the batch began."""
        if code not in self.meant:
            self.meant |= assets_meant_by([code], lock=True)
        return self.meant[code]

    def seen_by_eye(self, operation: Operation, audit: Audit) -> list[Asset]:
        """What bears no code that could be read is named by the person who stands before it."""
        uuid = uuid_in(operation.payload, "asset") if operation.payload.get("method") == "seen" else None
        asset = self.assets.get(uuid) if uuid else None
        return [asset] if asset is not None and asset.site_id == audit.site_id else []

    def audit(self, uuid: UUID | None) -> Audit | None:
        """The audit a uuid means, as far as it was heard of."""
        return self.audits.get(uuid) or self.joined.get(uuid) if uuid else None

    def count_all(self, wanted: Iterable[Audit]) -> None:
        """Read the counts of these audits, where they are not known."""
        new = {audit.id: audit for audit in wanted if audit.id not in self.counts}
        self.counts |= audits.counts_of(new.values()) if new else {}

    def may(self, kind: str, site_id: int) -> bool:
        """Whether the person may do this kind of thing at a site; if it is adopted, whether they might then."""
        if self.adopter is not None and self.moment is not None:
            return held_then(self.user, OPERATIONS[kind], site_id, self.moment)
        if (kind, site_id) not in self.rights:
            self.rights[kind, site_id] = may(self.user, OPERATIONS[kind], site_id)
        return self.rights[kind, site_id]

    def may_be_brought(self, kind: str, site_id: int) -> bool:
        """Whether whoever adopts such a thing may do it there now; what the phone brings itself needs no more."""
        return self.adopter is None or may(self.adopter, OPERATIONS[kind], site_id)

    def reaches(self, site_id: int | None) -> bool:
        """Whether the site is one of theirs, so that they may know what was refused there."""
        return any(may(user, SIGNED_IN, site_id) for user in (self.user, self.adopter) if user is not None)

    @property
    def home(self) -> int | None:
        """The only site of the person, or of who adopts: there somebody looks after what belongs nowhere else."""
        for user in (self.user, self.adopter):
            scope = scope_of(user, SIGNED_IN) if user is not None else None
            if scope is not None and len(scope.sites) == 1:
                return next(iter(scope.sites))
        return None

    def settle(self, run: Sequence[Operation]) -> None:
        """A run is done: what was joined on the way holds."""
        self.done.extend(run)
        self.audits |= self.joined
        self.joined.clear()

    def forget(self) -> None:
        """Drop what was worked out on the way: it may not hold any more."""
        self.joined.clear()
        self.counts.clear()


def names_another_thing(op_id: UUID) -> bool:
    """Whether what a page kept bears this name already."""
    return any(
        db.session.scalar(select(model.id).where(model.uuid == op_id))
        for model in (Sighting, Absence, CartCheck)
    )


def _named(operations: Sequence[Operation]) -> Named:
    named: Named = {"room": set(), "audit": set(), "sighting": set(), "asset": set()}
    for operation in operations:
        for name, found in named.items():
            # The asset of a sighting is only what the phone took its code for, except of one seen without a code.
            by_code = operation.kind == "audit.sight" and operation.payload.get("method") != "seen"
            if name == "asset" and by_code:
                continue
            if (uuid := uuid_in(operation.payload, name)) is not None:
                found.add(uuid)
        carried = (uuid_in(slot, "asset") for slot in _slots(operation.payload))
        named["asset"] |= {
            uuid for uuid in (uuid_in(operation.payload, "cart"), *carried) if uuid is not None
        }
    return named


def _codes(payload: dict[str, Any]) -> Iterable[str]:
    """Every code an operation tells, so that all are looked up, and their assets held, at once."""
    told = [payload.get(name) for name in ("code", "old", "new")]
    return [
        code for code in (*told, *(slot.get("code") for slot in _slots(payload))) if isinstance(code, str)
    ]


def _slots(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The slots of a cart; of more than any cart has, which is refused, nothing is looked up."""
    slots = payload.get("slots")
    if not isinstance(slots, list) or len(slots) > MOST_SLOTS:
        return []
    return [slot for slot in slots if isinstance(slot, dict)]


def _rooms_of(named: Named) -> set[int]:
    """The keys of the rooms in which audits, and what is undone, took place."""
    rooms = set(_all(select(Audit.room_id).join(AuditName), AuditName.uuid, named["audit"]))
    for model in (Sighting, Absence):
        undone = select(Audit.room_id).join(model, model.audit_id == Audit.id)
        rooms.update(_all(undone, model.uuid, named["sighting"]))
    return rooms


def _assets(uuids: set[UUID]) -> dict[UUID, Asset]:
    keys = sorted(_all(select(Asset.id), Asset.uuid, uuids))
    return {asset.uuid: asset for some in _parts(keys) for asset in held(some).values()}


def _audits(uuids: set[UUID]) -> dict[UUID, Audit]:
    if not uuids:
        return {}
    rows = db.session.execute(
        select(AuditName.uuid, Audit)
        .join(Audit, Audit.id == AuditName.audit_id)
        .where(AuditName.uuid.in_(uuids))
        .options(joinedload(Audit.room).joinedload(Room.site), joinedload(Audit.names))
        .execution_options(populate_existing=True)
    )
    return dict(rows.unique().all())


def _all(query: Select[T], column: InstrumentedAttribute[UUID], wanted: set[UUID]) -> list[T]:
    """What a query gives where the column is one of those wanted."""
    return [row for some in _parts(list(wanted)) for row in db.session.scalars(query.where(column.in_(some)))]


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
