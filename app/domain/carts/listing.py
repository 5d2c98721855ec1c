"""The carts of a site as a list that is searched and paged by key, and the checks that were made of one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.carts.answering import answering_for, answering_id
from app.domain.carts.confirming import IN_SIGHT
from app.domain.carts.looking import CartShown, carts_in, shown
from app.letters import has_word, words_of
from app.models import Asset, CartCheck, Person, Room, SlotCheck

MOST_WORDS = 4
SEARCHED = (Asset.tag, Asset.serial, Room.name, Room.code, Person.family_name, Person.given_name)


class CheckShown(NamedTuple):
    """A check of a cart, how many devices it saw, and in how many slots it differed from the register."""

    check: CartCheck
    seen: int
    differing: int


def next_carts(
    site_id: int, person_id: int | None, text: str, after: Asset | None, most: int
) -> list[CartShown]:
    """The carts behind `after` that fit, a person's own first; one more than `most` where there are further ones."""
    order = (_is_anothers(person_id), func.coalesce(Room.name, ""), func.coalesce(Asset.tag, ""), Asset.id)
    query = _saying(carts_in(site_id), text)
    if after is not None:
        answering = answering_for(after)
        others = 0 if answering is not None and answering.id == person_id else 1
        place = after.room.name if after.room else ""
        query = query.where(tuple_(*order) > tuple_(others, place, after.tag or "", after.id))
    return shown(query.order_by(None).order_by(*order).limit(most + 1), person_id)


def next_checks(cart: Asset, after: CartCheck | None, most: int) -> list[CheckShown]:
    """The checks of a cart before `after`, newest first; one more than `most` where there are further ones."""
    key = (CartCheck.captured_at, CartCheck.id)
    query = select(CartCheck).where(CartCheck.cart_id == cart.id)
    if after is not None:
        query = query.where(tuple_(*key) < tuple_(after.captured_at, after.id))
    query = query.order_by(CartCheck.captured_at.desc(), CartCheck.id.desc()).limit(most + 1)
    checks = db.session.scalars(query.options(joinedload(CartCheck.by), joinedload(CartCheck.room))).all()
    return _numbered(checks)


def slots_of(check: CartCheck) -> Sequence[SlotCheck]:
    """What a check said, slot by slot, and of what had none at the end."""
    query = select(SlotCheck).where(SlotCheck.check_id == check.id)
    query = query.order_by(SlotCheck.slot.nulls_last(), SlotCheck.id)
    return db.session.scalars(
        query.options(
            joinedload(SlotCheck.expected).joinedload(Asset.model),
            joinedload(SlotCheck.seen).joinedload(Asset.model),
        )
    ).all()


def _numbered(checks: Sequence[CartCheck]) -> list[CheckShown]:
    seen = case((SlotCheck.state.in_(IN_SIGHT), SlotCheck.seen_id))
    counts = select(SlotCheck.check_id, func.count(seen), func.count(SlotCheck.difference))
    counts = counts.where(SlotCheck.check_id.in_([check.id for check in checks])).group_by(SlotCheck.check_id)
    numbers: dict[int, Any] = {row[0]: row[1:] for row in db.session.execute(counts)}
    return [CheckShown(check, *numbers.get(check.id, (0, 0))) for check in checks]


def _is_anothers(person_id: int | None) -> ColumnElement[int]:
    return literal(1) if person_id is None else case((answering_id() == person_id, 0), else_=1)


def _saying(query: Select[Asset, Person], text: str) -> Select[Asset, Person]:
    """Each word begins a word of its tag, its serial number, its room or the name of whoever answers for it."""
    for word in words_of(text, MOST_WORDS):
        query = query.where(or_(*(has_word(column, word) for column in SEARCHED)))
    return query
