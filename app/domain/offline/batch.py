"""What a batch needs to know, read in a few queries before its operations are applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import audits
from app.domain.access import OPERATIONS, SIGNED_IN, held_then, may, scope_of
from app.domain.audits import Count
from app.domain.looking_up import assets_meant_by
from app.domain.offline.envelope import Operation, uuid_in
from app.domain.offline.named import assets_named, audits_named, codes_in, named_by, rooms_of, rows_with
from app.models import (
    Absence,
    Asset,
    Audit,
    CartCheck,
    Forerunner,
    PhoneDevice,
    Room,
    Sighting,
    User,
)


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
        named = named_by(operations)
        rooms = rows_with(select(Room), Room.uuid, named["room"])
        audits.hold_rooms({room.id for room in rooms} | rooms_of(named))
        codes = {code for operation in operations for code in codes_in(operation.payload)}
        about = {operation.op_id for operation in operations} | named["audit"]
        waiting = select(Forerunner).options(joinedload(Forerunner.by))
        return cls(
            user=user,
            phones=phones,
            rooms={room.uuid: room for room in rooms},
            audits=audits_named(named["audit"]),
            forerunners={row.about: row for row in rows_with(waiting, Forerunner.about, about)},
            meant=assets_meant_by(codes, lock=True),
            assets=assets_named(named["asset"]),
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
