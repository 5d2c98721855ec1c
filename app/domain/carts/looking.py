"""The carts of a site, what is in each, and when each was last looked through."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Asset, AssetModel, CartCheck, Room, User
from app.models.register.asset import GONE_STATES


@dataclass(slots=True)
class CartShown:
    """A cart with how many devices it ought to hold, and its last check."""

    cart: Asset
    holds: int
    last: CartCheck | None
    mine: bool


def carts_of(site_id: int, my_rooms: Collection[int], person_id: int | None) -> list[CartShown]:
    """Every cart of a site: those of the person's own rooms first, then by room and tag. Three queries."""
    carts = db.session.scalars(
        select(Asset)
        .outerjoin(Room, Room.id == Asset.room_id)
        .where(Asset.site_id == site_id, Asset.slots.is_not(None), Asset.state.not_in(GONE_STATES))
        .order_by(Room.name, Asset.tag, Asset.id)
        .options(joinedload(Asset.room), joinedload(Asset.model).joinedload(AssetModel.category))
    ).all()
    keys = [cart.id for cart in carts]
    held = select(Asset.cart_id, func.count()).where(Asset.cart_id.in_(keys)).group_by(Asset.cart_id)
    holds = dict(db.session.execute(held).all())
    checks = select(CartCheck).where(CartCheck.cart_id.in_(keys)).options(joinedload(CartCheck.by))
    last = {check.cart_id: check for check in db.session.scalars(checks.order_by(CartCheck.captured_at))}
    shown = [
        CartShown(
            cart,
            holds.get(cart.id, 0),
            last.get(cart.id),
            mine=cart.room_id in my_rooms
            or (person_id is not None and person_id in (cart.responsible_id, cart.holder_id)),
        )
        for cart in carts
    ]
    return sorted(shown, key=lambda one: not one.mine)


def last_check(cart: Asset) -> CartCheck | None:
    """When a cart was looked through last, and by whom."""
    checks = select(CartCheck).where(CartCheck.cart_id == cart.id).options(joinedload(CartCheck.by))
    return db.session.scalar(checks.order_by(CartCheck.captured_at.desc(), CartCheck.id.desc()).limit(1))


def confirmed_before(cart: Asset, name: UUID, by: User) -> bool:
    """Whether this check of this cart was heard from this person already."""
    query = select(CartCheck.id).where(
        CartCheck.uuid == name, CartCheck.cart_id == cart.id, CartCheck.by_id == by.id
    )
    return db.session.scalar(query) is not None


def contents_of(cart: Asset) -> list[Asset]:
    """What the register expects in a cart, in the order of its slots, with every code that means each."""
    query = select(Asset).where(Asset.cart_id == cart.id, Asset.site_id == cart.site_id)
    return list(
        db.session.scalars(
            query.order_by(Asset.slot, Asset.tag, Asset.id).options(
                joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.identifiers)
            )
        ).unique()
    )
