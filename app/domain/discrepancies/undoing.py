"""Undoing how a difference was settled, as long as nothing touched its device since."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import audits, carts, ledger, register
from app.domain.discrepancies.codes import bearers_of
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Absence, Asset, Discrepancy, Event, Room, Sighting
from app.models.discrepancies import Settled

Thing = TypeVar("Thing", Asset, Room)
Touching = list[Event]

PLACED = {Settled.MOVED_HERE: "moved", Settled.PUT_BACK: "loaded"}
SAID_ALONE = (Settled.ACKNOWLEDGED, Settled.SET_ASIDE)


class NotUndone(Refusal):
    """Something was done since, or what was done is not undone from here."""

    reason = "not_undone"


def may_undo(discrepancy: Discrepancy) -> bool:
    """Whether undoing is still true: its device stands where settling put it, and nobody did anything with it since."""
    asset, how = discrepancy.asset, discrepancy.settled_how
    if asset is None:
        return how == Settled.SET_ASIDE and _still_asks(discrepancy)
    if how is None or (how not in PLACED and how not in SAID_ALONE):
        return False
    touching, since = _touching(asset), discrepancy.settled_at
    if how in SAID_ALONE:
        return since is not None and all(event.heard_at <= since for event in touching)
    last = touching[-1]
    done = (PLACED[Settled(how)], since, discrepancy.settled_by_id)
    return done == (last.action, last.heard_at, last.actor_id)


def undo(discrepancy: Discrepancy, act: Act) -> None:
    """What was moved stands where it stood, and the difference is open again. Raises NotUndone, what moving refuses."""
    held = _held(discrepancy)
    if not may_undo(held):
        raise NotUndone
    if held.settled_how == Settled.MOVED_HERE and held.asset is not None:
        _back(held.asset, act)
    held.settled_at = held.settled_how = held.settled_by_id = held.note = None
    db.session.flush()


def may_unsay(discrepancy: Discrepancy) -> bool:
    """Whether it was settled by a word, that it was seen or why it was not there, which can be undone."""
    return _word(discrepancy) is not None


def unsay(discrepancy: Discrepancy, act: Act) -> None:
    """Undo the word that settled it: the count learns that it was not said. Raises NotUndone."""
    audits.hold_rooms([discrepancy.audit.room_id])
    word = _word(_held(discrepancy))
    if word is None:
        raise NotUndone
    audits.undo(word, act)


def _held(discrepancy: Discrepancy) -> Discrepancy:
    ledger.hold([discrepancy.asset_id] if discrepancy.asset_id else [])
    query = select(Discrepancy).where(Discrepancy.id == discrepancy.id).with_for_update(of=Discrepancy)
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.asset is not None:
        db.session.refresh(held.asset)
    return held


def _still_asks(discrepancy: Discrepancy) -> bool:
    """Whether a code is still nobody's, or still two devices'."""
    number = len(bearers_of(discrepancy))
    return number > 1 if discrepancy.kind == "duplicate_code" else number == 0


def _word(discrepancy: Discrepancy) -> UUID | None:
    """The operation that said on its page that it was seen, or why not."""
    if discrepancy.kind != "missing" or discrepancy.settled_how != Settled.NO_LONGER_SO:
        return None
    for said in (Sighting, Absence):
        query = select(said.uuid).where(
            said.audit_id == discrepancy.audit_id, said.asset_id == discrepancy.asset_id,
            said.by_id == discrepancy.settled_by_id, said.captured_at == discrepancy.settled_at,
            said.undone_at.is_(None),
        )  # fmt: skip
        if (word := db.session.scalar(query.limit(1))) is not None:
            return word
    return None


def _touching(asset: Asset) -> Touching:
    """What was done to its custody, place or state, in order."""
    events = db.session.scalars(select(Event).where(Event.asset_id == asset.id).order_by(Event.number)).all()
    return [event for event in events if ledger.touches(event.changes)]


def _back(asset: Asset, act: Act) -> None:
    """To where it stood before the last thing that was done to it."""
    stood: dict[str, Any] = {}
    for event in _touching(asset)[:-1]:
        stood |= event.changes
    cart, room = _named(Asset, stood.get("cart")), _named(Room, stood.get("room"))
    if cart is not None:
        carts.load(cart, asset, stood["slot"], act)
    elif room is not None:
        register.move(asset, room, act)
    else:
        raise NotUndone


def _named(noun: type[Thing], uuid: str | None) -> Thing | None:
    return db.session.scalar(select(noun).where(noun.uuid == UUID(uuid))) if uuid else None
