"""Finding assets by any code, by model, room or holder, page by page along an index."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.db import db, dialect
from app.domain.access import Scope
from app.domain.codes import look_up_key
from app.domain.roster import called
from app.letters import has_part
from app.models import Asset, AssetModel, Category, Identifier, Person, Room

MOST_PARTS = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of assets is narrowed to; empty means any."""

    text: str = ""
    state: str = ""
    category: str = ""
    room_id: int | None = None
    problem: str = ""


def assets_wanted(scope: Scope, wanted: Wanted, *, names: Scope) -> Select[Asset]:
    """The assets of a scope that fit, in the order of their tags. Holders' names are searched within `names` only."""
    query = select(Asset).where(scope.where(Asset.site_id)).order_by(Asset.tag, Asset.id)
    query = query.where(Asset.state == wanted.state if wanted.state else Asset.state != "void")
    if wanted.category:
        models = select(AssetModel.id).join(Category).where(Category.name == wanted.category)
        query = query.where(Asset.model_id.in_(models))
    if wanted.room_id is not None:
        query = query.where(Asset.room_id == wanted.room_id)
    if wanted.problem in PROBLEMS:
        query = query.where(PROBLEMS[wanted.problem])
    if wanted.text.strip():
        query = query.where(_says(wanted.text.strip(), scope, names))
    return query


PROBLEMS: dict[str, ColumnElement[bool]] = {
    "no_tag": Asset.tag.is_(None),
    "no_serial": Asset.serial.is_(None),
    "no_place": and_(Asset.room_id.is_(None), Asset.cart_id.is_(None), Asset.holder_id.is_(None)),
}


def after(query: Select[Any], last: Asset) -> Select[Any]:
    """The rest of a list behind `last`. Untagged assets come first on SQLite and last on PostgreSQL."""
    untagged_first = dialect() == "sqlite"
    if last.tag is None:
        rest = and_(Asset.tag.is_(None), Asset.id > last.id)
        return query.where(or_(rest, Asset.tag.is_not(None)) if untagged_first else rest)
    rest = or_(Asset.tag > last.tag, and_(Asset.tag == last.tag, Asset.id > last.id))
    return query.where(rest if untagged_first else or_(rest, Asset.tag.is_(None)))


def _says(text: str, scope: Scope, names: Scope) -> ColumnElement[bool]:
    """Whatever the text is part of. An exact code ends the search: nothing else is meant then."""
    key = look_up_key(text)
    exact = list(
        db.session.scalars(select(Identifier.asset_id).where(Identifier.key == key).limit(MOST_PARTS))
    )
    if exact:
        return Asset.id.in_(exact)
    begins = select(Identifier.asset_id).where(Identifier.key >= key, Identifier.key < _end(key))
    parts = [
        Asset.id.in_(_ids(begins) if key else []),
        Asset.model_id.in_(_ids(select(AssetModel.id).where(_model_says(text)))),
        Asset.room_id.in_(_ids(select(Room.id).where(scope.where(Room.site_id), _room_says(text)))),
    ]
    if names:
        parts.append(
            Asset.holder_id.in_(_ids(select(Person.id).where(names.where(Person.site_id), called(text))))
        )
    return or_(*parts)


def _ids(query: Select[int]) -> list[int]:
    return list(db.session.scalars(query.limit(MOST_PARTS)))


def _model_says(text: str) -> ColumnElement[bool]:
    columns = (AssetModel.name, AssetModel.number, AssetModel.maker + " " + AssetModel.name)
    return or_(*(has_part(column, text) for column in columns))


def _room_says(text: str) -> ColumnElement[bool]:
    return or_(has_part(Room.name, text), has_part(Room.code, text))


def _end(key: str) -> str:
    return key + "\U0010ffff"
