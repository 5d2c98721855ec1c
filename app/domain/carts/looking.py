"""The carts of a site, what is in each, and when each was last looked through."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.carts.answering import answering_id
from app.models import Asset, AssetModel, CartCheck, Event, Person, Room, User
from app.models.register.asset import GONE_STATES


@dataclass(slots=True)
class CartShown:
    """A cart with how many devices it ought to hold, its last check, and who answers for it."""

    cart: Asset
    holds: int
    last: CartCheck | None
    answering: Person | None
    mine: bool


def carts_of(site_id: int, person_id: int | None) -> list[CartShown]:
    """Every cart of a site: those the person answers for first, then by room and tag. Three queries. Policy: CUS-7."""
    return sorted(shown(carts_in(site_id), person_id), key=lambda one: not one.mine)


def carts_in(site_id: int) -> Select[Asset, Person]:
    """The carts of a site, each with whoever answers for it, by room and tag; to be narrowed and shown."""
    return (
        select(Asset, Person)
        .outerjoin(Person, Person.id == answering_id())
        .outerjoin(Room, Room.id == Asset.room_id)
        .where(Asset.site_id == site_id, Asset.slots.is_not(None), Asset.state.not_in(GONE_STATES))
        .order_by(Room.name, Asset.tag, Asset.id)
        .options(joinedload(Asset.room), joinedload(Asset.model).joinedload(AssetModel.category))
    )


def shown(carts: Select[Asset, Person], person_id: int | None) -> list[CartShown]:
    """These carts with what a list shows of each. Three queries."""
    rows: Any = db.session.execute(carts).all()
    keys = [cart.id for cart, _ in rows]
    held = select(Asset.cart_id, func.count()).where(Asset.cart_id.in_(keys)).group_by(Asset.cart_id)
    holds = dict(db.session.execute(held).all())
    newest = (
        select(func.max(CartCheck.captured_at)).where(CartCheck.cart_id.in_(keys)).group_by(CartCheck.cart_id)
    )
    checks = select(CartCheck).where(CartCheck.cart_id.in_(keys), CartCheck.captured_at.in_(newest))
    checks = checks.options(joinedload(CartCheck.by)).order_by(CartCheck.captured_at, CartCheck.id)
    last = {check.cart_id: check for check in db.session.scalars(checks)}
    return [
        CartShown(
            cart,
            holds.get(cart.id, 0),
            last.get(cart.id),
            answering,
            mine=answering is not None and answering.id == person_id,
        )
        for cart, answering in rows
    ]


def staff_of(site_id: int) -> list[Person]:
    """Those of a site who may answer for a cart, by name."""
    staff = select(Person).where(Person.site_id == site_id, Person.kind == "staff", Person.left_at.is_(None))
    return list(db.session.scalars(staff.order_by(Person.family_name, Person.given_name, Person.id)))


def last_check(cart: Asset) -> CartCheck | None:
    """When a cart was looked through last, and by whom."""
    checks = select(CartCheck).where(CartCheck.cart_id == cart.id).options(joinedload(CartCheck.by))
    return db.session.scalar(checks.order_by(CartCheck.captured_at.desc(), CartCheck.id.desc()).limit(1))


def seen_by_who_answers(asset: Asset) -> bool:
    """Whether it was seen last by the person who answers for it, whose word is not another's. Policy: LAW-4."""
    sighted = select(Event.details).where(
        Event.asset_id == asset.id, Event.action == "sighted", Event.happened_at == asset.last_seen_at
    )
    details = db.session.scalars(sighted.order_by(Event.number.desc()).limit(1)).first()
    return bool(details and details.get("answers"))


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
            query.order_by(Asset.slot.nulls_last(), Asset.tag, Asset.id).options(
                joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.identifiers)
            )
        ).unique()
    )
