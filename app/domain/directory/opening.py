"""Opening and closing sites and rooms."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.domain.refusals import Refusal
from app.files.schools import SchoolFacts
from app.models import Asset, Region, Room, Site
from app.models.directory import ROOM_KINDS


class DuplicateRoom(Refusal):
    """The site already has a room with this code."""

    reason = "duplicate_room"


class RoomInUse(Refusal):
    """Assets are placed in the room: they move first."""

    reason = "room_in_use"


@dataclass(frozen=True, slots=True)
class SiteDetails(SchoolFacts):
    """What a directory says of a site; None leaves what is known. One that is `open` is closed no more."""

    open: bool = False


def put_site(details: SiteDetails) -> tuple[Site, bool]:
    """Open a site, or bring it up to date; says whether anything changed."""
    site = db.session.scalar(select(Site).where(Site.code == details.code))
    fresh = site is None
    if site is None:
        site = Site(code=details.code, name=details.name, kind=details.kind)
        db.session.add(site)
    values = {k: v for k, v in asdict(details).items() if v is not None and k not in ("region", "open")}
    if details.region is not None:
        values["region_id"] = region_named(details.region).id
    if details.open:
        values["closed_on"] = None
    changed = fresh or any(getattr(site, column) != value for column, value in values.items())
    for column, value in values.items():
        setattr(site, column, value)
    db.session.flush()
    return site, changed


def region_named(name: str) -> Region:
    """The region of this name, made where it is new."""
    region = db.session.scalar(select(Region).where(Region.name == name))
    if region is None:
        region = Region(code=name.upper().replace(" ", "-"), name=name)
        db.session.add(region)
        db.session.flush()
    return region


def add_room(site: Site, *, code: str, name: str, kind: str = "classroom") -> Room:
    """Open a new room. Raises DuplicateRoom."""
    code = code.strip()
    if db.session.scalar(
        select(Room.id).where(Room.site_id == site.id, func.lower(Room.code) == code.lower())
    ):
        raise DuplicateRoom(code=code)
    room = Room(site=site, code=code, name=name.strip() or code, kind=kind if kind in ROOM_KINDS else "other")
    db.session.add(room)
    db.session.flush()
    return room


def close_room(room: Room) -> None:
    """Close a room that holds nothing any more. Raises RoomInUse."""
    placed = db.session.scalar(select(func.count()).select_from(Asset).where(Asset.room_id == room.id)) or 0
    if placed:
        raise RoomInUse(room=room.name, count=placed)
    room.closed_at = clock.now()


def open_room(room: Room) -> None:
    """Use a closed room again."""
    room.closed_at = None


def rooms_open_at(site_id: int) -> list[Room]:
    """The rooms of a site in which something may be placed, by name."""
    query = select(Room).where(Room.site_id == site_id, Room.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(Room.name, Room.id)))


def kind_of(name: str) -> str:
    """What a room is, as far as its name tells."""
    words = name.lower()
    for kind, hints in {
        "storage": ("storage", "closet", "stock", "supply", "surplus"),
        "library": ("library", "media center"),
        "lab": ("lab",),
        "office": ("office", "front desk"),
    }.items():
        if any(hint in words for hint in hints):
            return kind
    return "classroom"
