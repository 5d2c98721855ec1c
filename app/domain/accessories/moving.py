"""One movement of a kind: its row and the new stock, in one transaction. Policy: CUS-5."""

from collections.abc import Iterable

from sqlalchemy import select

from app.db import db
from app.domain.ledger import Act
from app.models import AccessoryKind, AccessoryMovement, Checkout


def hold(kind_ids: Iterable[int]) -> dict[int, AccessoryKind]:
    """Kinds by their key, as they stand now, kept from others until the transaction ends; held in key order."""
    query = (
        select(AccessoryKind).where(AccessoryKind.id.in_(sorted(set(kind_ids)))).order_by(AccessoryKind.id)
    )
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return {kind.id: kind for kind in db.session.scalars(fresh)}


def move(
    kind: AccessoryKind,
    action: str,
    change: int,
    act: Act,
    *,
    checkout: Checkout | None = None,
    note: str = "",
) -> AccessoryMovement:
    """Let some come or go. The caller holds the kind, and knows whether that may be."""
    kind.stock += change
    moved = AccessoryMovement(
        kind=kind, action=action, change=change, stock=kind.stock, happened_at=act.happened_at, heard_at=act.heard_at,
        by=act.actor, checkout=checkout, note=" ".join(note.split())[:500] or None,
    )  # fmt: skip
    db.session.add(moved)
    db.session.flush()
    return moved
