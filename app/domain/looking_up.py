"""From a code that was read to the things it may mean."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.domain import ledger
from app.domain.codes import candidates, look_up_key
from app.domain.portions import portions
from app.models import Asset, AssetModel, Identifier, Person, Room, Site


@dataclass(slots=True)
class Meaning:
    """What a code means, over the whole district: whoever shows it narrows it to what the person may see."""

    assets: list[Asset] = field(default_factory=list)
    room: Room | None = None
    people: list[Person] = field(default_factory=list)


def look_up(text: str) -> Meaning:
    """Everything a scanned or typed code may mean."""
    read = candidates(text)
    meaning = Meaning(assets=assets_meant_by([text])[text])
    for candidate in read:
        if candidate.kind == "room" and meaning.room is None:
            meaning.room = _room(candidate.value)
        if candidate.kind == "badge":
            meaning.people.extend(db.session.scalars(select(Person).where(Person.badge == candidate.value)))
    return meaning


def assets_meant_by(texts: Iterable[str], *, lock: bool = False) -> dict[str, list[Asset]]:
    """The assets that each text may mean, best candidate first, in two queries however many texts there are.

    `lock` holds the assets until the transaction ends, in key order.
    """
    keys = {text: _keys(text) for text in texts}
    wanted = {key for found in keys.values() for key in found}
    bearing: dict[str, list[int]] = {}
    for chunk in portions(sorted(wanted)):
        pairs = (
            select(Identifier.key, Identifier.asset_id)
            .where(Identifier.key.in_(chunk))
            .order_by(Identifier.asset_id)
        )
        for key, asset_id in db.session.execute(pairs).all():
            bearing.setdefault(key, []).append(asset_id)
    found_ids = {asset_id for ids in bearing.values() for asset_id in ids}
    assets = held(found_ids) if lock else _load(found_ids)
    return {
        text: [assets[asset_id] for asset_id in dict.fromkeys(_first_with_hits(found, bearing))]
        for text, found in keys.items()
    }


def held(keys: Collection[int]) -> dict[int, Asset]:
    """Assets by their keys, held until the transaction ends, with what is said of each in an answer."""
    ledger.hold(keys)
    found: dict[int, Asset] = {}
    for chunk in portions(sorted(keys)):
        query = select(Asset).where(Asset.id.in_(chunk)).execution_options(populate_existing=True)
        query = query.options(
            *(selectinload(one) for one in (Asset.model, Asset.room, Asset.cart, Asset.holder))
        )
        found |= {asset.id: asset for asset in db.session.scalars(query)}
    return found


def _first_with_hits(keys: list[str], bearing: dict[str, list[int]]) -> list[int]:
    return next((bearing[key] for key in keys if key in bearing), [])


def _keys(text: str) -> list[str]:
    kinds = ("tag", "serial", "mac", "barcode")
    return list(dict.fromkeys(look_up_key(c.value) for c in candidates(text) if c.kind in kinds))


def _load(keys: set[int]) -> dict[int, Asset]:
    found: dict[int, Asset] = {}
    for chunk in portions(sorted(keys)):
        query = select(Asset).where(Asset.id.in_(chunk))
        query = query.options(
            joinedload(Asset.model).joinedload(AssetModel.category),
            *(joinedload(one) for one in (Asset.room, Asset.site, Asset.cart)),
        )
        found |= {asset.id: asset for asset in db.session.scalars(query)}
    return found


def _room(value: str) -> Room | None:
    query = select(Room).options(joinedload(Room.site))
    try:
        return db.session.scalar(query.where(Room.uuid == UUID(value)))
    except ValueError:
        site_code, _, room_code = value.partition("/")
        return db.session.scalar(query.join(Room.site).where(Site.code == site_code, Room.code == room_code))
