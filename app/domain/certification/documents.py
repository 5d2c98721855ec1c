"""The paper behind a state that explains why an asset is not there: report, transfer, ledger. Policy: CERT-2."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import select

from app.clock import written
from app.db import db
from app.domain.portions import portions
from app.models import Event, Loss, Transfer, TransferLine
from app.models.register.asset import MISSING_STATES

# What is told by an event alone: the action that led to the state, which an asset without it was never documented in.
BY_EVENT = {
    "in_repair": ("sent_to_repair",),
    "salvage": ("retired",),
    "with_its": ("handed_to_its",),
    "returned_to_its": ("returned_to_its",),
}


class Document(NamedTuple):
    """What explains an asset: how the paper is called, and when it was made."""

    name: str
    at: str


def documents_of(states: Mapping[int, str]) -> dict[int, Document]:
    """The document of each of these assets, by key, where it has one. `states` says in which state each is."""
    by_state: dict[str, list[int]] = {}
    for key, state in states.items():
        by_state.setdefault(state, []).append(key)
    missing = [key for state in MISSING_STATES for key in by_state.get(state, ())]
    found = dict(_losses(missing)) | dict(_transfers(by_state.get("in_transit", ())))
    for state, actions in BY_EVENT.items():
        found |= dict(_events(by_state.get(state, ()), actions))
    return found


def _losses(keys: Collection[int]) -> Iterator[tuple[int, Document]]:
    for some in portions(sorted(keys)):
        query = select(Loss.asset_id, Loss.uuid, Loss.reported_at).where(Loss.asset_id.in_(some))
        for asset_id, uuid, at in db.session.execute(query.where(Loss.ended_at.is_(None)).order_by(Loss.id)):
            yield asset_id, Document(f"loss {uuid}", written(at))


def _transfers(keys: Collection[int]) -> Iterator[tuple[int, Document]]:
    for some in portions(sorted(keys)):
        query = (
            select(TransferLine.asset_id, Transfer.uuid, TransferLine.sent_at)
            .join(Transfer, Transfer.id == TransferLine.transfer_id)
            .where(TransferLine.asset_id.in_(some), TransferLine.ended_at.is_(None))
        )
        for asset_id, uuid, at in db.session.execute(query):
            if at is not None:
                yield asset_id, Document(f"transfer {uuid}", written(at))


def _events(keys: Collection[int], actions: Collection[str]) -> Iterator[tuple[int, Document]]:
    for some in portions(sorted(keys)):
        query = select(Event.asset_id, Event.number, Event.happened_at).where(Event.asset_id.in_(some))
        for asset_id, number, at in db.session.execute(
            query.where(Event.action.in_(actions)).order_by(Event.asset_id, Event.number)
        ):
            yield asset_id, Document(f"event {number}", written(at))
