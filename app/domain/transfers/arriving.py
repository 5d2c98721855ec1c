"""What arrives becomes the receiving site's, in a place there."""

from typing import Any

from sqlalchemy import update

from app.db import db
from app.domain import ledger
from app.domain.audits import settling
from app.domain.custody import desk
from app.domain.ledger import Act, Entry
from app.domain.lifecycle import placed_state
from app.domain.portions import portions
from app.domain.transfers.returning import carts_at
from app.models import Room, Transfer, TransferLine


def take_in(transfer: Transfer, lines: list[TransferLine], how: str, act: Act, room: Room | None) -> None:
    """Take in the devices of these lines: in the cart they came in where that is here too, else in the room.

    Without a room it is the site's storage. What counts had open about them is settled by that.
    """
    room = room or desk.place_of_return(transfer.to_site_id)
    carts, taken = carts_at(transfer.to_site_id, lines)
    carts |= {line.asset_id for line in lines if line.asset.slots}
    told = {"transfer": str(transfer.uuid), "from": transfer.from_site.name}
    entries = []
    for line in sorted(lines, key=lambda line: (line.asset.slots is None, line.id)):
        fits = line.from_cart_id in carts and (line.from_cart_id, line.from_slot) not in taken
        place = _in_cart(line) if fits else _in_room(room)
        changes = _changed(line, place | _arrived(transfer, room, how, act))
        state = "deployed" if fits else placed_state(room)
        entries.append(Entry(line.asset, "accepted", act, changes=changes, to=state, details=told))
    arrived = [line.asset_id for line in lines]
    ledger.record_all(entries)
    _end(lines, how, act)
    settling.settle_by_transfer(arrived, act)


def _in_cart(line: TransferLine) -> dict[str, Any]:
    return {"room_id": None, "cart_id": line.from_cart_id, "slot": line.from_slot}


def _in_room(room: Room | None) -> dict[str, Any]:
    return {"room_id": room.id if room else None, "cart_id": None, "slot": None}


def _arrived(transfer: Transfer, room: Room | None, how: str, act: Act) -> dict[str, Any]:
    """Whoever answered for it at the other site does so no more; only what was read was seen."""
    told: dict[str, Any] = {"site_id": transfer.to_site_id, "responsible_id": None}
    if how == "scanned":
        told |= {"last_seen_at": act.happened_at, "last_seen_room_id": room.id if room else None}
    return told


def _changed(line: TransferLine, columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if getattr(line.asset, name) != value}


def _end(lines: list[TransferLine], how: str, act: Act) -> None:
    by = act.by_id
    ended = {"ended_at": act.heard_at, "ended_how": how, "ended_by_id": by}
    for some in portions([line.id for line in lines]):
        db.session.execute(
            update(TransferLine).where(TransferLine.id.in_(some)).values(**ended),
            execution_options={"synchronize_session": False},
        )
    for line in lines:
        db.session.expire(line)
