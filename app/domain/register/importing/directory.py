"""Schools and rooms as a file names them: found by code or name, made where they are new and that is permitted."""

import re
import unicodedata
from collections.abc import Iterable
from textwrap import wrap
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from app import clock
from app.db import db, uuid7
from app.domain import directory
from app.domain.access import Scope
from app.domain.directory import SiteDetails
from app.domain.directory.opening import kind_of
from app.domain.refusals import Refusal
from app.domain.register.importing.made import Made
from app.domain.register.importing.naming import plain
from app.models import Room, Site

LONGEST_CODE, LONGEST_DOOR = 24, 40


class KnownSite(NamedTuple):
    """A school with what an import needs of it."""

    id: int
    code: str
    name: str
    closed: bool


class KnownRoom(NamedTuple):
    """A room with what an import needs of it."""

    id: int
    name: str
    stores: bool
    closed: bool


class RoomWanted(NamedTuple):
    """A room as a row names it; one of code and name may be missing."""

    site: KnownSite
    code: str | None
    name: str | None

    @property
    def said(self) -> str:
        return self.name or self.code or ""


class SiteRefused(Refusal):
    """The school that a row names is none that it may go to; `why` is the reason."""

    def __init__(self, why: str, **facts: str) -> None:
        super().__init__(**facts)
        self.reason = why


class Sites:
    """The schools of the district, as far as rows may go there; whoever may go everywhere opens new ones."""

    def __init__(self, scope: Scope, made: Made) -> None:
        self._scope, self._made = scope, made
        self._by_id: dict[int, KnownSite] = {}
        self._by_code: dict[str, KnownSite] = {}
        self._by_name: dict[str, list[KnownSite]] = {}

    def named(self, code: str | None, name: str | None) -> KnownSite:
        """The school of this code, or else of this name. Raises SiteRefused."""
        self._read()
        said = name or code
        if not said:
            raise SiteRefused("no_site")
        found = self._found(code, name)
        if found is None and self._scope.everywhere:
            found = self._open(code, said)
        if found is None or not self._scope.holds(found.id):
            raise SiteRefused("site_not_yours", value=said)
        if found.closed:
            raise SiteRefused("site_closed", value=found.name)
        return found

    def of_key(self, key: int) -> KnownSite | None:
        """A school that rows may go to, by its key."""
        self._read()
        return self._by_id.get(key) if self._scope.holds(key) else None

    def forget(self) -> None:
        self._by_id.clear()
        self._by_code.clear()
        self._by_name.clear()

    def _found(self, code: str | None, name: str | None) -> KnownSite | None:
        for text in (code, name):
            if text and (found := self._by_code.get(plain(text))):
                return found
        called = [site for site in self._by_name.get(plain(name or ""), ()) if self._scope.holds(site.id)]
        if len(called) > 1:
            raise SiteRefused("site_ambiguous", value=name or "")
        return called[0] if called else None

    def _open(self, code: str | None, name: str) -> KnownSite:
        site, _ = directory.put_site(SiteDetails(code=code or self._free_code(name), name=name))
        self._made.sites[site.code] = site.name
        return self._keep(KnownSite(site.id, site.code, site.name, closed=False))

    def _free_code(self, name: str) -> str:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
        words = re.sub(r"[^A-Z0-9]+", " ", letters).split()
        stem = next(iter(wrap(" ".join(words), LONGEST_CODE)), "SITE").replace(" ", "-")
        codes = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1_000_000))
        return next(code for code in codes if plain(code) not in self._by_code)

    def _read(self) -> None:
        if self._by_id:
            return
        today = clock.day()
        for key, code, name, closed_on in db.session.execute(
            select(Site.id, Site.code, Site.name, Site.closed_on)
        ):
            self._keep(KnownSite(key, code, name, closed=bool(closed_on and closed_on <= today)))

    def _keep(self, site: KnownSite) -> KnownSite:
        self._by_id[site.id] = self._by_code[plain(site.code)] = site
        self._by_name.setdefault(plain(site.name), []).append(site)
        return site


class Rooms:
    """The rooms of the schools that a file is about."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self._known: dict[int, dict[str, KnownRoom]] = {}

    def provide(self, wanted: Iterable[RoomWanted]) -> None:
        """Know all these rooms from now on: one query for new schools, one statement for new rooms."""
        wanted = dict.fromkeys(wanted)
        self._read({want.site.id for want in wanted} - self._known.keys())
        new: dict[tuple[int, str], dict[str, Any]] = {}
        for want in wanted:
            door = (want.site.id, plain(want.code or want.said))
            if door not in new and self._found(want) is None:
                new[door] = self._row(want, new.values())
                self._made.rooms.add((want.site.code, want.said))
        if new:
            told = insert(Room).returning(Room.id, Room.site_id, Room.code, Room.name, Room.kind)
            for key, site_id, code, name, kind in db.session.execute(told, [*new.values()]):
                self._keep(site_id, code, KnownRoom(key, name, kind == "storage", closed=False))

    def of(self, want: RoomWanted) -> KnownRoom:
        """A room that was provided."""
        found = self._found(want)
        if found is None:
            raise KeyError(want)
        return found

    def forget(self) -> None:
        self._known.clear()

    def _found(self, want: RoomWanted) -> KnownRoom | None:
        known = self._known.get(want.site.id, {})
        if want.code and (found := known.get(f"code {plain(want.code)}")):
            return found
        if want.code and want.name:
            return None
        said = plain(want.said)
        return known.get(f"code {said}") or known.get(f"name {said}")

    def _row(self, want: RoomWanted, new: Iterable[dict[str, Any]]) -> dict[str, Any]:
        taken = {
            *self._known[want.site.id],
            *(f"code {plain(row['code'])}" for row in new if row["site_id"] == want.site.id),
        }
        stem = want.code or want.said[:LONGEST_DOOR]
        codes = (stem if number == 1 else f"{stem[:34]}-{number}" for number in range(1, 1_000_000))
        return {
            "uuid": uuid7(),
            "site_id": want.site.id,
            "code": next(code for code in codes if f"code {plain(code)}" not in taken),
            "name": want.said,
            "kind": kind_of(want.said),
        }

    def _read(self, sites: set[int]) -> None:
        self._known |= {key: {} for key in sites}
        query = select(Room.site_id, Room.id, Room.code, Room.name, Room.kind, Room.closed_at)
        for site_id, key, code, name, kind, closed_at in (
            db.session.execute(query.where(Room.site_id.in_(sites)).order_by(Room.id)) if sites else ()
        ):
            self._keep(site_id, code, KnownRoom(key, name, kind == "storage", closed=closed_at is not None))

    def _keep(self, site_id: int, code: str, room: KnownRoom) -> None:
        known = self._known.setdefault(site_id, {})
        known[f"code {plain(code)}"] = room
        known.setdefault(f"name {plain(room.name)}", room)
