"""What the count screen draws: the difference as it stands, and what a person needs to go on from there."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, request

from app import access
from app.db import uuid7
from app.domain import audits
from app.domain.audits import Difference, Underway
from app.domain.codes import look_up_key
from app.domain.devices.life import Sign, signs_of_life, this_cycle
from app.models import Asset, Audit, Person, Room, Sighting, Site, User
from app.routes.naming import uuid_of


@dataclass(slots=True)
class Drawing:
    """A count of a room. `name` is the UUID by which this page knows it; `audit` is None before it was heard of.

    Who `answers` for the room is said where it is being counted.
    """

    room: Room
    name: UUID
    audit: Audit | None
    told: Difference
    actor: User
    answers: Person | None = None
    life: dict[int, Sign] | None = None

    @property
    def open(self) -> bool:
        return self.audit is None or self.audit.open

    @property
    def off(self) -> int:
        """How much was seen that does not belong here, or that nobody knows."""
        told = self.told
        return len(told.elsewhere) + len(told.held) + len(told.other_site) + len(told.unregistered)

    @property
    def undisturbed(self) -> bool:
        """Whether everything is here and nothing else is: there is no difference to look at."""
        told = self.told
        return bool(told.expected) and told.counted == len(told.expected) and not self.off and not told.found

    @property
    def others(self) -> list[str]:
        """Who else counts, in the order in which they began."""
        sightings = [*(seen.sighting for seen in self.told.seen), *self.told.unregistered]
        sightings.sort(key=lambda sighting: sighting.captured_at)
        return list(dict.fromkeys(s.by.name for s in sightings if s.by_id != self.actor.id))

    @property
    def twins(self) -> list[str]:
        """The codes that two of the expected devices bear: whoever scans one has to say which it was."""
        return audits.codes_of_two(self.told.expected)

    @property
    def signs(self) -> dict[int, Sign]:
        """What device management heard in this cycle of what was not seen: evidence, never a sighting. One query."""
        if self.life is None:
            told = self.told
            since = this_cycle(self.audit.opened_at if self.audit else None)
            self.life = signs_of_life([*told.missing, *(absence.asset for absence in told.absent)], since)
        return self.life

    def may_be_a_students(self, asset: Asset) -> bool:
        """Whether its absence may be a student's."""
        return audits.may_be_a_students(asset)

    def operations_of(self, sighting: Sighting) -> list[str]:
        """Every operation that said this unknown code."""
        return [str(said.uuid) for said in self.told.codes[look_up_key(sighting.code)]]


def unnamed() -> Drawing:
    """The count of no room, nobody's: a page that phones keep, which put the names in themselves."""
    site = Site(code="", name="")
    room = Room(uuid=UUID(int=1), code="", name="", kind="classroom", site=site)
    actor = User(uuid=UUID(int=2), name="")
    return Drawing(room, UUID(int=3), None, Difference(expected=set()), actor)


def drawn(room: Room, name: UUID, audit: Audit | None, answers: Person | None = None) -> Drawing:
    """A count as it stands now."""
    told = audits.difference(audit) if audit else audits.nothing_yet(room)
    return Drawing(room, name, audit, told, access.signed_in(), answers)


def drawn_in(uuid: UUID) -> Drawing:
    """The count of a room: the open one, or a new one, which gets its name here."""
    room, audit, answers = _underway(uuid)
    return drawn(room, audit.uuid if audit else uuid7(), audit, answers)


def drawn_by_name(name: UUID) -> Drawing:
    """A count by its name. Before its first operation is heard nobody knows that: then the room is named along with it,
    and whatever count is open there is the one.
    """
    asked = request.args.get("room")
    if asked is None:
        found = access.audit(name)
        return drawn(found.room, name, found)
    room, underway, answers = _underway(uuid_of(asked))
    known = underway is not None and name in {one.uuid for one in underway.names}
    audit = underway if known else audits.audit_named(name) or underway
    if audit is not None and audit.room_id != room.id:
        abort(404)
    return drawn(room, name, audit, answers)


def _underway(uuid: UUID) -> Underway:
    return audits.underway_in(access.rooms(), uuid) or abort(404)
