"""Carrying a request out by the same verbs as anything else, or declining it with a word. Policy: ORG-10."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain import disposal, ledger, register, repairs
from app.domain.custody import desk
from app.domain.ledger import Act
from app.domain.refusals import AlreadySettled, Refusal
from app.models import Asset, Person, Request, Room


class NeedsRoom(Refusal):
    """Where to is not said."""

    reason = "request_needs_room"


class NeedsPerson(Refusal):
    """To whom is not said."""

    reason = "request_needs_person"


class GoneElsewhere(Refusal):
    """The device is another site's by now, whose IDM was not asked."""

    reason = "request_gone_elsewhere"


class NoReason(Refusal):
    """A request is declined with a word."""

    reason = "request_needs_word"


def carry_out(
    request: Request, act: Act, *, room: Room | None = None, person: Person | None = None, word: str = ""
) -> None:
    """Do what was asked; `room` and `person` are the IDM's choice where it differs from the asker's.

    Raises AlreadySettled, GoneElsewhere, NeedsRoom, NeedsPerson, and whatever the verb itself refuses.
    """
    request = _held_open(request)
    if request.asset.site_id != request.site_id:
        raise GoneElsewhere(asset=str(request.asset))
    room, person = room or request.room, person or request.person
    _do(request, room, person, act)
    _answer(request, "carried_out", act, word)


def decline(request: Request, word: str, act: Act) -> None:
    """Leave it undone, and say why. Raises AlreadySettled, NoReason."""
    request = _held_open(request)
    if not word.strip():
        raise NoReason
    _answer(request, "declined", act, word)


def withdraw(request: Request, act: Act) -> None:
    """The asker wants it no more. Raises AlreadySettled."""
    _answer(_held_open(request), "withdrawn", act, "")


def read(answered: Iterable[Request]) -> None:
    """The asker has read the answers."""
    for request in answered:
        request.read_at = clock.now()
    db.session.flush()


def _do(request: Request, room: Room | None, person: Person | None, act: Act) -> None:
    asset, note = request.asset, request.note or ""
    match request.kind:
        case "move":
            if room is None:
                raise NeedsRoom
            register.move(asset, room, act)
        case "reassign":
            if person is None:
                raise NeedsPerson
            _reassign(asset, person, act)
        case "repair":
            repairs.send_out(asset, act, note)
        case "salvage":
            disposal.retire(asset, room or desk.place_of_return(asset.site_id), act, note)
        case _:
            _bring_back(asset, room or desk.place_of_return(asset.site_id), act)


def _reassign(asset: Asset, person: Person, act: Act) -> None:
    if asset.holder_id is not None and asset.holder_id != person.id:
        desk.check_in(asset, desk.place_of_return(asset.site_id), act)
    desk.check_out(asset, person, act)


def _bring_back(asset: Asset, room: Room | None, act: Act) -> None:
    if asset.state in desk.BACK and room is not None:
        register.move(asset, room, act)
    else:
        desk.check_in(asset, room, act)


def _answer(request: Request, answer: str, act: Act, word: str) -> None:
    request.answer, request.answered_at, request.answered_by = answer, act.happened_at, act.actor
    request.word = word.strip()[:500] or None
    db.session.flush()


def _held_open(request: Request) -> Request:
    """The request as it is now, held until the transaction ends; its device first. Raises AlreadySettled."""
    ledger.hold([request.asset_id])
    query = select(Request).where(Request.id == request.id).with_for_update(of=Request)
    query = query.options(joinedload(Request.asset)).execution_options(populate_existing=True)
    held = db.session.scalars(query).one()
    if held.answer is not None:
        raise AlreadySettled
    return held
