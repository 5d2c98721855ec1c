"""One event as a row, with the hash that ties it to the one before."""

from typing import Any
from uuid import UUID

from app.canonical import canonical
from app.clock import written
from app.domain.ledger.act import Act
from app.domain.ledger.chain import Fact, link
from app.domain.ledger.portable import Uuids
from app.models import User


def event_row(
    asset: UUID,
    number: int,
    before: bytes,
    action: str,
    act: Act,
    *,
    site_id: int,
    room_id: int | None,
    person_id: int | None,
    changes: dict[str, Any],
    details: dict[str, Any],
    known: Uuids,
) -> dict[str, Any]:
    """The columns of an event, all but `asset_id`. `before` is the hash of the asset's last event."""
    fact = Fact(
        asset=str(asset),
        number=number,
        action=action,
        happened_at=written(act.happened_at),
        heard_at=written(act.heard_at),
        actor=str(act.actor.uuid) if act.actor else None,
        via=act.via,
        operation=str(act.operation) if act.operation else None,
        site=known["sites", site_id],
        room=known["rooms", room_id] if room_id else None,
        person=known["people", person_id] if person_id else None,
        changes=canonical(changes),
        details=canonical(details if act.adopted_by is None else _naming_both(details, act.adopted_by)),
    )
    return {
        "number": number,
        "action": action,
        "happened_at": act.happened_at,
        "heard_at": act.heard_at,
        "actor_id": act.actor.id if act.actor else None,
        "via": act.via,
        "operation": act.operation,
        "site_id": site_id,
        "room_id": room_id,
        "person_id": person_id,
        "changes": fact.changes,
        "details": fact.details,
        "hash": link(before, fact),
    }


def _naming_both(details: dict[str, Any], adopter: User) -> dict[str, Any]:
    return details | {"adopted_by": str(adopter.uuid)}
