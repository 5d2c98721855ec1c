"""What a site keeps of each kind: added, counted, received, written off, low. Policy: CUS-5."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, case, func, or_, select

from app import clock
from app.db import db
from app.domain.access import Scope
from app.domain.accessories.moving import hold, move
from app.domain.ledger import Act, Fault
from app.domain.refusals import Refusal
from app.models import AccessoryKind, AccessoryMovement, Site

LONGEST_NAME = 60
MOST = 100_000


class KindExists(Refusal):
    """The site keeps a kind of this name."""

    reason = "accessory_exists"


class UnnamedKind(Refusal):
    """A kind without a name."""

    reason = "accessory_unnamed"


class NotANumber(Refusal):
    """A number that no shelf holds."""

    reason = "accessory_not_a_number"


class NotThatMany(Refusal):
    """There are not as many as would be taken away."""

    reason = "accessory_not_that_many"


class StockMovedSince(Refusal):
    """Something else came or went after what is to be undone."""

    reason = "accessory_moved_since"


class KindStillOut(Refusal):
    """Some of the kind are still with people."""

    reason = "accessory_still_out"


def kinds_of(site_id: int) -> list[AccessoryKind]:
    """The kinds a site keeps, by name."""
    query = select(AccessoryKind).where(AccessoryKind.site_id == site_id, AccessoryKind.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(AccessoryKind.key, AccessoryKind.id)))


def add_kind(site: Site, name: str, act: Act, *, threshold: int = 0, stock: int = 0) -> AccessoryKind:
    """Keep a kind from now on, and say how many there are. Raises UnnamedKind, KindExists, NotANumber."""
    kind = AccessoryKind(site=site, name=_fit_name(name), threshold=_fit(threshold), stock=0)
    kind.key = key_of(kind.name)
    _refuse_if_kept(site.id, kind.key)
    db.session.add(kind)
    db.session.flush()
    if _fit(stock):
        move(kind, "counted", stock, act)
    return kind


def change_kind(kind: AccessoryKind, *, name: str, threshold: int) -> None:
    """Another name, or another number below which it is low. Raises UnnamedKind, KindExists, NotANumber."""
    name, threshold = _fit_name(name), _fit(threshold)
    if key_of(name) != kind.key:
        _refuse_if_kept(kind.site_id, key_of(name))
    kind.name, kind.key, kind.threshold = name, key_of(name), threshold
    db.session.flush()


def close_kind(kind: AccessoryKind) -> None:
    """Keep a kind no longer; its history stays. Raises KindStillOut."""
    kind = hold([kind.id])[kind.id]
    if out := out_now([kind.id]).get(kind.id, 0):
        raise KindStillOut(kind=kind.name, count=out)
    kind.closed_at = clock.now()
    db.session.flush()


def receive(kind: AccessoryKind, number: int, act: Act, note: str = "") -> None:
    """More have come. Raises NotANumber."""
    if _fit(number) == 0:
        raise NotANumber
    move(hold([kind.id])[kind.id], "received", number, act, note=note)


def count(kind: AccessoryKind, number: int, act: Act, note: str = "") -> None:
    """So many lie on the shelf, whatever the rows add up to. Raises NotANumber."""
    held = hold([kind.id])[kind.id]
    move(held, "counted", _fit(number) - held.stock, act, note=note)


def write_off(kind: AccessoryKind, number: int, act: Act, note: str = "") -> None:
    """So many are broken or gone. Raises NotANumber, NotThatMany."""
    held = hold([kind.id])[kind.id]
    if _fit(number) == 0:
        raise NotANumber
    if number > held.stock:
        raise NotThatMany(kind=held.name, count=held.stock)
    move(held, "written_off", -number, act, note=note)


def undo_stock(kind: AccessoryKind, movement: AccessoryMovement, act: Act) -> None:
    """What somebody just said of a stock was a mistake: it is counted as before. Raises StockMovedSince."""
    held = hold([kind.id])[kind.id]
    if movement.checkout_id is not None or _last_of(held) != movement.id:
        raise StockMovedSince(kind=held.name)
    move(held, "counted", -movement.change, act)


def low_kinds(scope: Scope) -> Select[AccessoryKind]:
    """The kinds of a scope of which fewer are left than their site wants, or fewer than none."""
    low = or_(AccessoryKind.stock < AccessoryKind.threshold, AccessoryKind.stock < 0)
    return select(AccessoryKind).where(
        scope.where(AccessoryKind.site_id), AccessoryKind.closed_at.is_(None), low
    )


def out_now(kind_ids: Iterable[int]) -> dict[int, int]:
    """How many of each kind are with people, by the kind's key."""
    moved = AccessoryMovement
    out = -func.sum(case((moved.checkout_id.is_not(None), moved.change), else_=0))
    query = select(moved.kind_id, out).where(moved.kind_id.in_(list(kind_ids))).group_by(moved.kind_id)
    return {kind: int(number) for kind, number in db.session.execute(query)}


def verify() -> Iterator[Fault]:
    """The kinds whose stock is not what their movements add up to."""
    moved = AccessoryMovement
    sums = select(moved.kind_id, func.sum(moved.change).label("change")).group_by(moved.kind_id).subquery()
    added_up = func.coalesce(sums.c.change, 0)
    query = select(AccessoryKind, added_up).outerjoin(sums, sums.c.kind_id == AccessoryKind.id)
    for kind, number in db.session.execute(query.where(AccessoryKind.stock != added_up)):
        yield Fault(kind.name, None, f"stock is {kind.stock}, its movements add up to {number}")


def _last_of(kind: AccessoryKind) -> int | None:
    movements = select(func.max(AccessoryMovement.id)).where(AccessoryMovement.kind_id == kind.id)
    return db.session.scalar(movements)


def key_of(name: str) -> str:
    """By what names are alike: case and space say nothing."""
    return " ".join(name.split()).casefold()


def _fit_name(name: str) -> str:
    fit = " ".join(name.split())
    if not fit:
        raise UnnamedKind
    return fit[:LONGEST_NAME]


def _fit(number: int) -> int:
    if not 0 <= number <= MOST:
        raise NotANumber
    return number


def _refuse_if_kept(site_id: int, key: str) -> None:
    if any(kind.key == key for kind in kinds_of(site_id)):
        raise KindExists
