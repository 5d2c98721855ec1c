"""What goes along with a device, and what comes back with it. Policy: CUS-5."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.db import db
from app.domain.accessories.keeping import key_of, kinds_of
from app.domain.accessories.moving import hold, move
from app.domain.ledger import Act
from app.models import AccessoryKind, AccessoryMovement, Checkout

MOST_AT_ONCE = 20


def issue(checkout: Checkout, site_id: int, names: Sequence[str], act: Act) -> list[AccessoryKind]:
    """Give one of each named kind along with a device; those of which fewer than none are left now.

    A name that the site keeps no kind of moves nothing: the ledger has it with the checkout all the same. What is in
    somebody's hand was there, so a stock that says otherwise goes below nothing, and is to be counted.
    """
    wanted = _kinds_named(site_id, names)
    held = hold(kind.id for kind in wanted)
    for kind in held.values():
        move(kind, "issued", -1, act, checkout=checkout)
    return [kind for kind in held.values() if kind.stock < 0]


def take_back(checkout: Checkout, names: Sequence[str], act: Act) -> list[str]:
    """Some of what went along with a device is back, by name; what it was, named as the site does."""
    keys = {key_of(name) for name in names[:MOST_AT_ONCE]}
    out = still_out([checkout.id]).get(checkout.id, [])
    return _put_back(checkout, [kind for kind, _ in out if kind.key in keys], act)


def take_all_back(checkout: Checkout, act: Act) -> list[str]:
    """All that went along with a device is back, as when its checkout is undone."""
    return _put_back(checkout, [kind for kind, _ in still_out([checkout.id]).get(checkout.id, [])], act)


def give_again(checkout: Checkout, at: datetime, act: Act) -> None:
    """What came back at that moment did not, as when a check-in is undone."""
    moved = AccessoryMovement
    back = select(moved.kind_id, func.sum(moved.change)).where(
        moved.checkout_id == checkout.id, moved.action == "returned", moved.happened_at == at
    )
    numbers = {kind: int(number) for kind, number in db.session.execute(back.group_by(moved.kind_id))}
    for kind_id, kind in hold(numbers).items():
        move(kind, "issued", -numbers[kind_id], act, checkout=checkout)


def carry_over(old: Checkout, new: Checkout, act: Act) -> None:
    """What went along with a device stays with its holder, who has another in its place now."""
    out = {kind.id: number for kind, number in still_out([old.id]).get(old.id, [])}
    for kind_id, kind in hold(out).items():
        move(kind, "returned", out[kind_id], act, checkout=old)
        move(kind, "issued", -out[kind_id], act, checkout=new)


def still_out(checkout_ids: Iterable[int]) -> dict[int, list[tuple[AccessoryKind, int]]]:
    """What went along with these checkouts and is not back: kind and number, by the checkout's key."""
    keys = list(checkout_ids)
    if not keys:
        return {}
    moved = AccessoryMovement
    change = func.sum(moved.change)
    sums = (
        select(moved.checkout_id, moved.kind_id, (-change).label("number"))
        .where(moved.checkout_id.in_(keys))
        .group_by(moved.checkout_id, moved.kind_id)
        .having(change < 0)
        .subquery()
    )
    rows = db.session.execute(
        select(sums.c.checkout_id, AccessoryKind, sums.c.number)
        .join(sums, sums.c.kind_id == AccessoryKind.id)
        .order_by(AccessoryKind.key)
    )
    out: dict[int, list[tuple[AccessoryKind, int]]] = {}
    for checkout_id, kind, number in rows:
        out.setdefault(checkout_id, []).append((kind, int(number)))
    return out


def _put_back(checkout: Checkout, kinds: Sequence[AccessoryKind], act: Act) -> list[str]:
    held = hold(kind.id for kind in kinds)
    # Asked only now: a second tap may have brought some of it back while this one waited.
    out = [
        (held[kind.id], count)
        for kind, count in still_out([checkout.id]).get(checkout.id, [])
        if kind.id in held
    ]
    for kind, count in out:
        move(kind, "returned", count, act, checkout=checkout)
    return [kind.name for kind, _ in out]


def _kinds_named(site_id: int, names: Sequence[str]) -> list[AccessoryKind]:
    keys = {key_of(name) for name in names[:MOST_AT_ONCE]}
    return [kind for kind in kinds_of(site_id) if kind.key in keys] if keys else []
