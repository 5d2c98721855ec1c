"""A site as a phone carries it along: rooms, assets, carts, and never a person's name."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app import clock
from app.clock import written
from app.db import db
from app.domain import accessories, carts, losses, policy
from app.domain.access import OPERATIONS, scope_of
from app.domain.audits.expecting import Cart, class_rooms, expected_room
from app.domain.audits.walking import rooms_of
from app.domain.carts import CartShown
from app.domain.offline.server import server_epoch
from app.models import Asset, AssetModel, Category, Identifier, Person, Room, Site, User
from app.models.register.asset import MISSING_STATES

SeenIn = aliased(Room, name="seen_in")


def snapshot(site: Site, user: User) -> dict[str, Any]:
    """The site as of now, for `user`'s phone, in a fixed number of queries."""
    rooms = dict(db.session.execute(select(Room.id, Room.uuid).where(Room.site_id == site.id)).all())
    rows: Any = db.session.execute(_query(site)).all()
    reported = losses.reported_at(row for row in rows if row.state in MISSING_STATES)
    assets = [_asset(row, rooms, reported.get(row.id)) for row in rows]
    codes, learning = _codes(site), _learning(site, rooms)
    shown = {cart.cart.id: cart for cart in carts.carts_of(site.id, user.person_id)}
    told = [_cart(asset, shown.get(asset["key"])) for asset in assets if asset["slots"]]
    for asset in assets:
        key = asset.pop("key")
        asset["codes"], asset["class_rooms"] = codes.get(key, []), learning.get(key, [])
        del asset["slots"]
    return {
        "actor_id": str(user.uuid),
        "server_epoch": server_epoch(),
        "made_at": written(clock.now()),
        "site": {"code": site.code, "name": site.name},
        "rooms": _rooms(site),
        "assets": assets,
        "student_models": _student_models(site),
        "carts": told,
        "accessories": [kind.name for kind in accessories.kinds_of(site.id)],
        "may": sorted(kind for kind, row in OPERATIONS.items() if scope_of(user, row).holds(site.id)),
    }


def _query(site: Site) -> Any:
    return (
        select(
            Asset.id, Asset.site_id, Asset.uuid, Asset.tag, Asset.serial, AssetModel.maker, AssetModel.name,
            Asset.room_id, expected_room().label("expected"), Cart.uuid.label("cart"), Asset.slot, Asset.slots,
            Asset.state, Asset.holder_id, Asset.version, Asset.last_seen_at,
            SeenIn.name.label("seen_in"), SeenIn.site_id.label("seen_at"),
        )
        .select_from(Asset)
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .outerjoin(Cart, Asset.cart_id == Cart.id)
        .outerjoin(Person, Asset.holder_id == Person.id)
        .outerjoin(SeenIn, SeenIn.id == Asset.last_seen_room_id)
        .where(Asset.site_id == site.id, Asset.state.not_in(("disposed", "void")))
        .order_by(Asset.tag, Asset.id)
    )  # fmt: skip


def _asset(row: Any, rooms: dict[int, Any], reported: datetime | None) -> dict[str, Any]:
    room = row.seen_in if row.seen_at == row.site_id else None
    seen = {"at": written(row.last_seen_at), "room": room} if row.last_seen_at else None
    return {
        "key": row.id,
        "id": str(row.uuid),
        "tag": row.tag,
        "serial": row.serial,
        "model": _model(row),
        "room": _uuid(rooms.get(row.room_id)),
        "expected_room": _uuid(rooms.get(row.expected)),
        "cart": _uuid(row.cart),
        "slot": row.slot,
        "slots": row.slots,
        "state": row.state,
        "held": row.holder_id is not None,
        "reported_at": written(reported) if reported else None,
        "version": row.version,
        "last_seen": seen,
    }


def _student_models(site: Site) -> list[str]:
    """The models at a site of the kinds that students carry."""
    kinds = policy.value("student_categories")
    query = (
        select(AssetModel.maker, AssetModel.name).join(AssetModel.category).where(Category.name.in_(kinds))
    )
    here = select(Asset.model_id).where(Asset.site_id == site.id)
    return sorted({_model(row) for row in db.session.execute(query.where(AssetModel.id.in_(here)))})


def _model(row: Any) -> str:
    return row.name if row.name.startswith(row.maker) else f"{row.maker} {row.name}"


def _cart(asset: dict[str, Any], shown: CartShown | None) -> dict[str, Any]:
    """A cart, whether the person answers for it, and when it was confirmed last, without by whom."""
    told = {"id": asset["id"], "tag": asset["tag"], "slots": asset["slots"]}
    last = shown.last if shown else None
    return told | {
        "mine": bool(shown and shown.mine),
        "confirmed_at": written(last.captured_at) if last else None,
    }


def _rooms(site: Site) -> list[dict[str, Any]]:
    """Each room with how far it is counted this year, as the page of rooms tells it, without by whom."""
    return [
        {
            "id": str(progress.room.uuid),
            "code": progress.room.code,
            "name": progress.room.name,
            "state": progress.state,
            "expected": progress.expected,
            "counted": progress.counted,
        }
        for progress in rooms_of(site.id)
    ]


def _learning(site: Site, rooms: dict[int, Any]) -> dict[int, list[str]]:
    """The rooms where the classes of whoever holds an asset meet, each of which expects it, too."""
    found: dict[int, list[str]] = {}
    for room_id, _site_id, asset_id in db.session.execute(class_rooms(site.id)):
        if room_id is not None:
            found.setdefault(asset_id, []).append(str(rooms[room_id]))
    return {asset_id: sorted(met) for asset_id, met in found.items()}


def _codes(site: Site) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = {}
    query = select(Identifier.asset_id, Identifier.code).join(Asset, Asset.id == Identifier.asset_id)
    for asset_id, code in db.session.execute(query.where(Asset.site_id == site.id).order_by(Identifier.id)):
        codes.setdefault(asset_id, []).append(code)
    return codes


def _uuid(value: Any) -> str | None:
    return None if value is None else str(value)
