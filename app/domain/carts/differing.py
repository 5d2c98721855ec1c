"""What a cart's checks and the register differ in, as far as it still holds."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.ledger import Act
from app.models import Asset, CartCheck, SlotCheck

Expected = aliased(Asset, name="expected")
Seen = aliased(Asset, name="seen")
MOST = 200


def open_differences(scope: Scope) -> Select[SlotCheck]:
    """The differences of a scope's carts that still hold and that nobody has settled.

    A device that was seen, moved or reported since has its story told elsewhere.
    """
    return (
        select(SlotCheck)
        .join(SlotCheck.check)
        .outerjoin(Expected, Expected.id == SlotCheck.expected_id)
        .outerjoin(Seen, Seen.id == SlotCheck.seen_id)
        .where(
            scope.where(CartCheck.site_id),
            SlotCheck.difference.is_not(None),
            SlotCheck.settled_at.is_(None),
            or_(_missing_still(), _elsewhere_still(), _for_somebody_to_see()),
        )
    )


def differences_of(
    scope: Scope, cart_id: int | None = None, among: ColumnElement[bool] | None = None
) -> list[SlotCheck]:
    """The open differences, newest first, with what is told of each; of one cart, or those of which `among` holds."""
    query = open_differences(scope).order_by(SlotCheck.id.desc()).limit(MOST)
    if cart_id is not None:
        query = query.where(CartCheck.cart_id == cart_id)
    if among is not None:
        query = query.where(among)
    check = joinedload(SlotCheck.check)
    return list(
        db.session.scalars(
            query.options(
                check.joinedload(CartCheck.cart),
                check.joinedload(CartCheck.room),
                check.joinedload(CartCheck.by),
                joinedload(SlotCheck.expected).joinedload(Asset.model),
                joinedload(SlotCheck.seen).joinedload(Asset.model),
            )
        )
    )


def told_again(check: CartCheck, act: Act) -> None:
    """Of two checks that speak of one slot or device the later one holds, in whatever order they are heard."""
    still_open = CartCheck.slots.any(and_(SlotCheck.difference.is_not(None), SlotCheck.settled_at.is_(None)))
    others = select(CartCheck).where(
        CartCheck.cart_id == check.cart_id,
        CartCheck.id != check.id,
        or_(CartCheck.captured_at >= check.captured_at, still_open),
    )
    for other in db.session.scalars(others.options(joinedload(CartCheck.slots))).unique():
        older, newer = sorted((check, other), key=lambda one: (one.captured_at, one.uuid))
        slots, assets, codes = _spoken_of(newer.slots)
        for row in older.slots:
            about = {row.expected_id, row.seen_id} - {None}
            if (
                row.difference
                and row.settled_at is None
                and (row.slot in slots or about & assets or row.code in codes)
            ):
                row.settled_at, row.settled_how = act.heard_at, "told_again"
    db.session.flush()


def _spoken_of(rows: Collection[SlotCheck]) -> tuple[set[int], set[Any], set[str]]:
    assets = {key for row in rows for key in (row.expected_id, row.seen_id) if key is not None}
    slots = {row.slot for row in rows if row.slot is not None}
    return slots, assets, {row.code for row in rows if row.code is not None}


def _missing_still() -> ColumnElement[bool]:
    return and_(
        SlotCheck.difference == "missing",
        Expected.cart_id == CartCheck.cart_id,
        _not_seen_since(Expected),
    )


def _elsewhere_still() -> ColumnElement[bool]:
    fits = and_(
        Seen.cart_id.is_not_distinct_from(CartCheck.cart_id), Seen.slot.is_not_distinct_from(SlotCheck.slot)
    )
    return and_(
        SlotCheck.difference.in_(("swapped", "extra")),
        or_(Seen.id.is_(None), and_(~fits, _not_seen_since(Seen))),
    )


def _for_somebody_to_see() -> ColumnElement[bool]:
    return SlotCheck.difference.in_(("damaged", "unregistered", "other_site"))


def _not_seen_since(asset: Any) -> ColumnElement[bool]:
    return or_(asset.last_seen_at.is_(None), asset.last_seen_at <= CartCheck.captured_at)
