"""Who answers for a cart: whoever it is checked out to, else whoever answers for its room. Policy: CUS-7."""

from sqlalchemy import ColumnElement, func, select

from app.db import db
from app.domain import checkouts, ledger
from app.domain.carts.loading import NotACart
from app.domain.custody import desk
from app.domain.ledger import Act
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, CartCheckout, Person, Responsibility, Room


class NobodyToAnswer(Refusal):
    """A cart is checked out to somebody of the staff, to a room, or to both."""

    reason = "nobody_to_answer"


class CartNotOut(Refusal):
    """The cart is not checked out."""

    reason = "cart_not_out"


def check_out(cart: Asset, act: Act, *, to: Person | None = None, room: Room | None = None) -> CartCheckout:
    """Give a cart to a teacher, to a room, or to both; what is in it stays in it, and whoever had it no longer does.

    Raises NotACart, NobodyToAnswer, NotFromThisState.
    """
    if not cart.slots:
        raise NotACart(asset=str(cart))
    fits = (to is None or (to.kind == "staff" and to.left_at is None and to.site_id == cart.site_id)) and (
        room is None or (room.closed_at is None and room.site_id == cart.site_id)
    )
    if not fits or (to is None and room is None):
        raise NobodyToAnswer(asset=str(cart))
    changes = {"responsible_id": to.id if to else None} | ({"room_id": room.id} if room else {})
    ledger.record(
        cart, "cart_checked_out", act, to="deployed", changes=changes,
        person_id=to.id if to else None, room_id=room.id if room else cart.room_id,
    )  # fmt: skip
    checkouts.close_cart_checkout(cart, act)
    checkout = CartCheckout(cart_id=cart.id, began_at=act.happened_at)
    checkout.person_id, checkout.room_id = to.id if to else None, room.id if room else None
    db.session.add(checkout)
    db.session.flush()
    return checkout


def check_in(cart: Asset, act: Act) -> Room | None:
    """Take a cart back, with all that is in it, to the site's storage; where it has none, the cart stays where it is.

    Raises CartNotOut, NotFromThisState.
    """
    checkout = checkouts.open_cart_checkout(cart)
    if checkout is None:
        raise CartNotOut(asset=str(cart))
    room = desk.place_of_return(cart.site_id) or cart.room
    changes = {"responsible_id": None, "room_id": room.id if room else None}
    ledger.record(
        cart, "cart_checked_in", act, to=placed_state(room), changes=changes, person_id=checkout.person_id
    )
    checkouts.close_cart_checkout(cart, act)
    db.session.flush()
    return room


def answering_for(cart: Asset) -> Person | None:
    """Whoever answers for a cart now."""
    query = select(Person).join(Asset, Person.id == answering_id()).where(Asset.id == cart.id)
    return db.session.scalar(query)


def answering_id() -> ColumnElement[int | None]:
    """The key of whoever answers for an asset of a query: by the asset itself, else by its room."""
    of_the_room = (
        select(Responsibility.person_id)
        .where(Responsibility.room_id == Asset.room_id, Responsibility.ended_at.is_(None))
        .correlate(Asset)
        .scalar_subquery()
    )
    return func.coalesce(Asset.responsible_id, Asset.holder_id, of_the_room)
