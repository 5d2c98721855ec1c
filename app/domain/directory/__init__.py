"""The district's shape: regions, sites and rooms come, change and close. Policy: ORG-1."""

from app.domain.directory.opening import (
    DuplicateRoom,
    RoomInUse,
    SiteDetails,
    add_room,
    close_room,
    open_room,
    put_site,
    region_named,
    rooms_named,
)

__all__ = [
    "DuplicateRoom", "RoomInUse", "SiteDetails", "add_room", "close_room", "open_room", "put_site", "region_named",
    "rooms_named",
]  # fmt: skip
