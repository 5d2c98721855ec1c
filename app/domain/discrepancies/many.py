"""Settling many differences at once, where that is safe: shown before it is done, and undone as it was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import register
from app.domain.discrepancies.settling import acknowledge, move_here
from app.domain.discrepancies.undoing import undo
from app.domain.discrepancies.ways import WAYS
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset, Audit, Discrepancy
from app.models.discrepancies import Settled


@dataclass(frozen=True, slots=True)
class Move:
    """A device that would be placed where it was seen; `hindered` says by which refusal it is not."""

    discrepancy: Discrepancy
    asset: Asset
    hindered: Refusal | None = None


def moves_of(audit: Audit, act: Act) -> list[Move]:
    """What moving all of a count's devices here would change, device by device."""
    return [_move(each, act) for each in _out_of_place(audit) if each.asset is not None]


def move_all(audit: Audit, act: Act) -> tuple[int, int]:
    """Place all that a count saw out of its place where it was seen; gives how many, and how many may not be moved."""
    moved, left = 0, 0
    for discrepancy in _out_of_place(audit):
        try:
            with db.session.begin_nested():
                move_here(discrepancy, act)
            moved += 1
        except Refusal:
            left += 1
    return moved, left


def move_back(audit: Audit, act: Act) -> tuple[int, int]:
    """Undo what this person moved here from this count: to where each stood, and the difference is open again.

    What was touched since stays. Gives how many went back, and how many did not.
    """
    back, left = 0, 0
    for discrepancy in moved_by(audit, act):
        try:
            with db.session.begin_nested():
                undo(discrepancy, act)
            back += 1
        except Refusal:
            left += 1
    return back, left


def moved_by(audit: Audit, act: Act) -> Sequence[Discrepancy]:
    """What this person moved here from this count."""
    query = select(Discrepancy).where(
        Discrepancy.audit_id == audit.id, Discrepancy.settled_how == Settled.MOVED_HERE,
        Discrepancy.settled_by_id == act.by_id,
    )  # fmt: skip
    return db.session.scalars(query.order_by(Discrepancy.asset_id)).all()


def acknowledge_all(discrepancies: Iterable[Discrepancy], act: Act) -> int:
    """Take note of all of them; gives how many."""
    found = list(discrepancies)
    for discrepancy in found:
        acknowledge(discrepancy, act)
    return len(found)


def _out_of_place(audit: Audit) -> Sequence[Discrepancy]:
    kinds = [kind for kind, ways in WAYS.items() if "move_here" in ways]
    query = select(Discrepancy).where(
        Discrepancy.audit_id == audit.id, Discrepancy.kind.in_(kinds), Discrepancy.settled_at.is_(None)
    )
    asset = joinedload(Discrepancy.asset)
    whole = query.options(
        asset.joinedload(Asset.room), asset.joinedload(Asset.model), asset.joinedload(Asset.cart)
    )
    return db.session.scalars(whole.order_by(Discrepancy.asset_id)).all()


def _move(discrepancy: Discrepancy, act: Act) -> Move:
    """As `register.move` would decide."""
    asset = discrepancy.asset
    if asset is None:
        raise TypeError(discrepancy)
    try:
        register.refuse_to_move(asset, discrepancy.audit.room, act)
    except Refusal as refused:
        return Move(discrepancy, asset, refused)
    return Move(discrepancy, asset)
