"""How each asset of a site ends in a cycle: sighted, explained, attested, or unaccounted for. Policy: CERT-2."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.clock import written
from app.db import db
from app.domain.certification.attesting import attested_in
from app.domain.certification.documents import Document, documents_of
from app.domain.certification.sights import Sight, sights_since
from app.files.seals import Leaf
from app.models import Asset, AssetModel, Attestation, Category, Certification, Room
from app.models.register.asset import GONE_STATES

EXPLAINED_STATES = (
    "lost", "stolen", "in_repair", "in_transit", "salvage", "with_its", "returned_to_its",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """An asset with its end. `answering`: nobody saw it but who answers for it. Policy: LAW-4."""

    leaf: Leaf
    asset_id: int
    category: str
    place: str | None
    holder_id: int | None
    responsible_id: int | None
    last_seen_at: datetime | None
    last_seen_where: str | None
    answering: bool

    @property
    def end(self) -> str:
        return self.leaf["end"]


def ends_of(certification: Certification) -> list[Ended]:
    """Every asset a site certifies, in the order of tags, each with exactly one end. A handful of queries."""
    assets = _assets(certification)
    since = certification.cycle.seen_since
    sights = sights_since(certification.site_id, since)
    documents = documents_of({asset.id: asset.state for asset in assets})
    attested = attested_in(certification)
    return list(_ended(assets, sights, documents, attested))


def is_certified(certification: Certification, asset: Asset) -> bool:
    """Whether an asset is among those that its site certifies in this cycle."""
    kinds = certification.cycle.categories
    here = asset.site_id == certification.site_id and asset.state not in GONE_STATES
    return here and (not kinds or asset.model.category.name in kinds)


def _ended(
    assets: Sequence[Any],
    sights: Mapping[int, Sight],
    documents: Mapping[int, Document],
    attested: Mapping[int, Attestation],
) -> Iterator[Ended]:
    for asset in assets:
        sight = sights.get(asset.id)
        end, why = _end(asset, sight, documents.get(asset.id), attested.get(asset.id))
        leaf = Leaf(
            asset=str(asset.uuid), tag=asset.tag, serial=asset.serial, model=_model(asset), end=end, why=why,
            event=asset.event_number, hash=asset.event_hash.hex(),
        )  # fmt: skip
        yield Ended(
            leaf, asset.id, asset.category, asset.room or asset.cart_tag, asset.holder_id, asset.responsible_id,
            asset.last_seen_at, asset.last_seen_room,
            answering=end == "sighted" and sight is not None and not sight.by_another,
        )  # fmt: skip


def _end(
    asset: Any, sight: Sight | None, document: Document | None, attested: Attestation | None
) -> tuple[str, dict[str, Any]]:
    """A state and its paper come before a sighting: what was seen in October and stolen in May is not there."""
    if asset.state in EXPLAINED_STATES:
        if document is not None:
            return "explained", {"state": asset.state, "document": document.name, "at": document.at}
        return "unaccounted", {"state": asset.state}
    if sight is not None:
        return "sighted", {
            "at": sight.at,
            "where": sight.where,
            "how": sight.how,
            "another": sight.by_another,
        }
    if attested is not None:
        return "attested", {"kind": attested.kind, "word": attested.word, "at": written(attested.at)}
    return "unaccounted", {"state": asset.state}


def _assets(certification: Certification) -> Sequence[Any]:
    cart, seen_room = Asset.__table__.alias("carts_of"), Room.__table__.alias("seen_rooms")
    query = (
        select(
            Asset.id, Asset.uuid, Asset.tag, Asset.serial, Asset.state, Asset.event_number, Asset.event_hash,
            Asset.holder_id, Asset.responsible_id, Asset.last_seen_at, AssetModel.maker, AssetModel.name,
            Category.name.label("category"), Room.name.label("room"), cart.c.tag.label("cart_tag"),
            seen_room.c.name.label("last_seen_room"),
        )
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .join(Category, Category.id == AssetModel.category_id)
        .outerjoin(Room, Room.id == Asset.room_id)
        .outerjoin(cart, cart.c.id == Asset.cart_id)
        .outerjoin(seen_room, seen_room.c.id == Asset.last_seen_room_id)
        .where(Asset.site_id == certification.site_id, Asset.state.not_in(GONE_STATES))
        .order_by(Asset.tag.is_(None), Asset.tag, Asset.id)
    )  # fmt: skip
    if certification.cycle.categories:
        query = query.where(Category.name.in_(certification.cycle.categories))
    return db.session.execute(query).all()


def _model(asset: Any) -> str:
    return AssetModel(maker=asset.maker, name=asset.name).full_name
