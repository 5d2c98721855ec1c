"""The room that a class's location means: one of its site, by code or name."""

from collections import defaultdict

from sqlalchemy import select

from app.db import db, table_of
from app.domain.roster.syncing.naming import plain, plain_room
from app.models import Room

ROOMS = table_of(Room)


class Rooms:
    """The open rooms of the sites that were asked for, read once a site."""

    def __init__(self) -> None:
        self._sites: dict[int, dict[str, set[int]]] = {}

    def of(self, site_id: int, location: str) -> int | None:
        """A room of the site; None where no room, or more than one, is called so."""
        names = self._sites.get(site_id)
        if names is None:
            names = self._sites[site_id] = _named(site_id)
        for name in (plain(location), f"~{plain_room(location)}"):
            if len(found := names.get(name, ())) == 1:
                return next(iter(found))
        return None


def _named(site_id: int) -> dict[str, set[int]]:
    """By code and by name as written, and, marked, without what a door's number needs no word for."""
    names: defaultdict[str, set[int]] = defaultdict(set)
    query = select(ROOMS.c.id, ROOMS.c.code, ROOMS.c.name).where(ROOMS.c.site_id == site_id)
    for key, code, name in db.session.execute(query.where(ROOMS.c.closed_at.is_(None))):
        for text in (code, name):
            names[plain(text)].add(key)
            names[f"~{plain_room(text)}"].add(key)
    return names
