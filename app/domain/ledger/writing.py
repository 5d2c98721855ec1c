"""One event as a row, with the hash that ties it to the one before."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from app.canonical import canonical
from app.clock import written
from app.domain.ledger.act import Act
from app.domain.ledger.chain import Fact, link
from app.domain.ledger.portable import Uuids
from app.models import User


class Place(NamedTuple):
    """Where an event stands in the story of its asset: its number, and the hash of the event before it."""

    asset: UUID
    number: int
    before: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says: what happened, where and to whom, and what is otherwise than before, in portable words."""

    action: str
    act: Act
    site_id: int
    room_id: int | None
    person_id: int | None
    changes: dict[str, Any]
    details: dict[str, Any]


def event_row(place: Place, told: Told, known: Uuids) -> dict[str, Any]:
    """The columns of an event, all but `asset_id`."""
    act, fact = told.act, _fact(place, told, known)
    return {
        "number": place.number,
        "action": told.action,
        "happened_at": act.happened_at,
        "heard_at": act.heard_at,
        "actor_id": act.by_id,
        "via": act.via,
        "operation": act.operation,
        "site_id": told.site_id,
        "room_id": told.room_id,
        "person_id": told.person_id,
        "changes": fact.changes,
        "details": fact.details,
        "hash": link(place.before, fact),
    }


def _fact(place: Place, told: Told, known: Uuids) -> Fact:
    """What is hashed: the same on every server, so that nothing is named by its key."""
    act, details = told.act, told.details
    return Fact(
        asset=str(place.asset),
        number=place.number,
        action=told.action,
        happened_at=written(act.happened_at),
        heard_at=written(act.heard_at),
        actor=str(act.actor.uuid) if act.actor else None,
        via=act.via,
        operation=str(act.operation) if act.operation else None,
        site=known["sites", told.site_id],
        room=known["rooms", told.room_id] if told.room_id else None,
        person=known["people", told.person_id] if told.person_id else None,
        changes=canonical(told.changes),
        details=canonical(details if act.adopted_by is None else _naming_both(details, act.adopted_by)),
    )


def _naming_both(details: dict[str, Any], adopter: User) -> dict[str, Any]:
    return details | {"adopted_by": str(adopter.uuid)}
