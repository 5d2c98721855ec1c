"""The rows that say who holds an asset, opened and closed along with its ledger entries. Policy: CUS-2."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import case, select, update
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db, insert_all
from app.domain.ledger import Act
from app.domain.roster import collecting
from app.models import Asset, CartCheckout, Checkout, Person


def open_checkout(asset: Asset, to: Person, act: Act, condition: str | None = None) -> Checkout:
    """The checkout that goes with a ledger entry by which `to` became the holder."""
    checkout = Checkout(asset_id=asset.id, person_id=to.id, began_at=act.happened_at, condition_out=condition)
    db.session.add(checkout)
    db.session.flush()
    return checkout


def open_checkout_of(asset: Asset) -> Checkout | None:
    """The asset's open checkout, if there is one."""
    query = select(Checkout).where(Checkout.asset_id == asset.id, Checkout.ended_at.is_(None))
    return db.session.scalar(query)


def open_checkouts(held: Iterable[tuple[int, int, datetime, str | None]]) -> None:
    """The checkouts that go with entries by which people became holders: asset, person, since when, condition."""
    columns = ("asset_id", "person_id", "began_at", "condition_out")
    insert_all(Checkout, [dict(zip(columns, one, strict=True)) for one in held])


def close_checkout(asset: Asset, act: Act, condition: str | None = None) -> None:
    """End the asset's open checkout, if there is one; a cart's own kind too."""
    if asset.slots:
        close_cart_checkout(asset, act)
    checkout = open_checkout_of(asset)
    if checkout:
        checkout.ended_at = max(act.happened_at, checkout.began_at)
        checkout.condition_in = condition
        db.session.flush()
        collecting.settle([checkout.person_id], clock.now(), lost=asset.missing_from_sight)


def open_cart_checkout(cart: Asset) -> CartCheckout | None:
    """To whom or where a cart is checked out now."""
    query = select(CartCheckout).where(CartCheckout.cart_id == cart.id, CartCheckout.ended_at.is_(None))
    return db.session.scalar(query.options(joinedload(CartCheckout.person), joinedload(CartCheckout.room)))


def close_cart_checkout(cart: Asset, act: Act) -> None:
    """End the cart's open checkout, if there is one."""
    if (checkout := open_cart_checkout(cart)) is not None:
        checkout.ended_at = max(act.happened_at, checkout.began_at)
        db.session.flush()


def given_up(asset: Asset) -> dict[str, None]:
    """What changes with a cart that leaves whoever it is checked out to: they answer for it no more. Policy: CUS-7."""
    return {"responsible_id": None} if asset.slots and open_cart_checkout(asset) else {}


def undo_checkout(asset: Asset, act: Act) -> None:
    """The asset's open checkout was a mistake: it ends, and never was."""
    close_checkout(asset, act)
    checkout = _last(asset)
    if checkout is not None:
        checkout.undone_at = act.happened_at
        db.session.flush()


def reopen_checkout(asset: Asset) -> None:
    """The end of the asset's last checkout was a mistake: it goes on."""
    checkout = _last(asset)
    if checkout is not None:
        checkout.ended_at = checkout.condition_in = None
        db.session.flush()
        collecting.review([checkout.person_id], clock.now())


def note_condition(asset: Asset, condition: str, *, out: bool) -> bool:
    """In which condition the asset of the last checkout went out, or came back; False where that is known."""
    checkout, column = _last(asset), "condition_out" if out else "condition_in"
    if checkout is None or getattr(checkout, column) == condition:
        return False
    setattr(checkout, column, condition)
    db.session.flush()
    return True


def close_all(assets: Iterable[Asset], act: Act) -> None:
    """End the open checkouts of many assets at once."""
    is_lost = attrgetter("missing_from_sight")
    for lost, some in groupby(sorted(assets, key=is_lost), key=is_lost):
        keys = [asset.id for asset in some]
        open_ones = update(Checkout).where(Checkout.asset_id.in_(keys), Checkout.ended_at.is_(None))
        holders = select(Checkout.person_id).where(Checkout.asset_id.in_(keys), Checkout.ended_at.is_(None))
        people = db.session.scalars(holders).all()
        late = case((Checkout.began_at > act.happened_at, Checkout.began_at), else_=act.happened_at)
        db.session.execute(open_ones.values(ended_at=late), execution_options={"synchronize_session": False})
        collecting.settle(people, clock.now(), lost=lost)


def _last(asset: Asset) -> Checkout | None:
    """The asset's latest checkout that was not undone."""
    own = select(Checkout).where(Checkout.asset_id == asset.id, Checkout.undone_at.is_(None))
    return db.session.scalar(own.order_by(Checkout.ended_at.is_(None).desc(), Checkout.id.desc()).limit(1))
