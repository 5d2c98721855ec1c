"""Registering one asset, as a person does at a desk. Policy: REG-2, REG-3."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import ledger
from app.domain.audits import recognising
from app.domain.codes import look_up_key
from app.domain.ledger import Act, NewAsset
from app.domain.lifecycle import placed_state
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.domain.register.coding import LONGEST_TAG, refuse_unfit
from app.models import Asset, AssetModel, Identifier, Room, Site
from app.models.discrepancies import Settled

CODE_COLUMNS = {"tag": "tag", "serial": "serial", "wired_mac": "mac", "wireless_mac": "mac"}


class TagTaken(Refusal):
    """Another asset bears this tag; a tag is nobody else's in the whole district."""

    reason = "tag_taken"


class RoomClosed(Refusal):
    """Nothing is placed in a room that is closed."""

    reason = "room_closed"


def register(site: Site, *, room: Room | None, model: AssetModel, act: Act, **columns: Any) -> Asset:
    """Register an asset where it stands. Raises TagTaken, RoomClosed, UnfitCode, CodeTooLong."""
    [key] = register_each(site, [columns], room=room, model=model, act=act)
    return db.session.get_one(Asset, key)


def register_each(
    site: Site,
    devices: Sequence[dict[str, Any]],
    *,
    room: Room | None,
    model: AssetModel,
    act: Act,
    details: dict[str, Any] | None = None,
) -> list[int]:
    """Register devices of one model in one place, each told by its columns; gives their keys in the same order.

    `details` is what the first event of each says besides. Raises what `register` raises: then none is registered.
    """
    if room is not None:
        refuse_if_closed(room)
    for columns in devices:
        refuse_unfit_codes(columns)
    refuse_taken_tags([columns["tag"] for columns in devices if columns.get("tag")])
    placed = {"site_id": site.id, "room_id": room.id if room else None, "model_id": model.id}
    usual = {"state": placed_state(room), "managed_by": model.category.managed_by}
    rows = [usual | columns | placed for columns in devices]
    return enter([NewAsset(row, codes_of(row), act, details or {}) for row in rows], act)


def enter(new: Sequence[NewAsset], act: Act) -> list[int]:
    """Bring assets into the register, by whatever way they come; what counts saw of them counts from then on."""
    keys = ledger.register_all(new)
    recognising.recognise({one.columns["site_id"] for one in new}, set(keys), Settled.REGISTERED, act)
    return keys


def codes_of(columns: dict[str, Any], more: list[tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    """The (kind, code) pairs of an asset's own columns, with `more` that are known, each once."""
    own = [(kind, columns[column]) for column, kind in CODE_COLUMNS.items() if columns.get(column)]
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, code in [*own, *(more or [])]:
        first.setdefault((kind, look_up_key(code)), (kind, code))
    return list(first.values())


def refuse_if_closed(room: Room, **facts: str) -> None:
    """Raises RoomClosed."""
    if room.closed_at is not None:
        raise RoomClosed(room=room.name, **facts)


def refuse_unfit_codes(columns: dict[str, Any]) -> None:
    """Raises UnfitCode, CodeTooLong for a code among the columns that nobody could look up."""
    for column in CODE_COLUMNS:
        refuse_unfit(columns.get(column), most=LONGEST_TAG, field=column)


def refuse_taken_tags(tags: Sequence[str]) -> None:
    """Raises TagTaken for the first that an asset bears, or that stands here twice."""
    by_key: dict[str, str] = {}
    for tag in tags:
        if look_up_key(tag) in by_key:
            raise TagTaken(tag=tag)
        by_key[look_up_key(tag)] = tag
    for keys in portions(by_key):
        query = select(Identifier.key).where(Identifier.key.in_(keys))
        if taken := db.session.scalars(query.where(Identifier.kind == "tag").limit(1)).first():
            raise TagTaken(tag=by_key[taken])


def refuse_taken_tag(tag: str | None, *, own: Asset | None = None) -> None:
    """Raises TagTaken where `tag` is the tag of an asset other than `own`."""
    if not tag:
        return
    query = select(Identifier.asset_id).where(Identifier.key == look_up_key(tag), Identifier.kind == "tag")
    if any(asset_id != (own.id if own else None) for asset_id in db.session.scalars(query)):
        raise TagTaken(tag=tag)
