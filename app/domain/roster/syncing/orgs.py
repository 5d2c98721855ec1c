"""Which of our sites a bundle means by each of its organisations. Policy: ORG-1."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from app.db import db, table_of
from app.domain.roster.syncing.naming import plain
from app.domain.roster.syncing.sync import NotTaken, Sync
from app.files.oneroster import OrgRow
from app.models import RosterOrg, Site

# What is no school may be a part of one, or above them all.
ABOVE = ("district", "local", "state", "national")
SITES, ORGS = table_of(Site), table_of(RosterOrg)


class KnownSite(NamedTuple):
    """A site with what is needed of it here."""

    id: int
    code: str
    name: str
    closed: bool


class Orgs:
    """The organisations of a bundle and those that were known before, each with its site or why it has none."""

    def __init__(self, sync: Sync) -> None:
        self._sync = sync
        self._sites = [
            KnownSite(key, code, name, closed is not None)
            for key, code, name, closed in db.session.execute(
                select(SITES.c.id, SITES.c.code, SITES.c.name, SITES.c.closed_on)
            )
        ]
        self._by_id = {site.id: site for site in self._sites}
        self._known: dict[str, tuple[int, bool]] = {
            org: (site_id, by is not None)
            for org, site_id, by in db.session.execute(
                select(ORGS.c.sourced_id, ORGS.c.site_id, ORGS.c.said_by_id)
            )
        }
        self._rows: dict[str, OrgRow] = {}
        self._found: dict[str, KnownSite | NotTaken] = {}
        self.new: dict[str, int] = {}
        self.unknown: dict[str, str] = {}

    def take(self) -> None:
        """All of the bundle's organisations, each of which is a row."""
        file, outcomes = self._sync.bundle.filename("orgs"), self._sync.outcomes
        records = list(self._sync.bundle.orgs())
        self._rows = {record.row.sourced_id: record.row for record in records if record.row}
        names = self._names()
        for record in records:
            if record.row is None:
                outcomes.refuse_as_read(file, record)
                continue
            found = self._resolve(record.row, names)
            if isinstance(found, NotTaken) and not record.row.gone and record.row.type not in ABOVE:
                outcomes.refuse(file, record.line, found.reason, **found.facts)
                if found.reason in ("no_such_site", "site_ambiguous"):
                    self.unknown[record.row.sourced_id] = record.row.name
                continue
            outcomes.accept(file, record)
            self._keep(record.row, found)

    def site_of(self, orgs: Iterable[str], now: int | None = None) -> int:
        """The site that somebody of these organisations is of: where they are now, if it is one. Raises NotTaken."""
        found: list[int] = []
        why: NotTaken | None = None
        for org in orgs:
            site = self._of(org)
            if isinstance(site, NotTaken):
                why = why or site
            else:
                found.append(site.id)
        if not found:
            raise why or NotTaken("no_org")
        return now if now in found else found[0]

    def name_of(self, site_id: int) -> str:
        return self._by_id[site_id].name

    def _of(self, org: str) -> KnownSite | NotTaken:
        if org not in self._found:
            known = self._sync.said.get(org) or self._known.get(org, (0, False))[0]
            site = self._by_id.get(known)
            self._found[org] = self._permitted(site) if site else NotTaken("site_unknown", value=org[:60])
        found = self._found[org]
        if isinstance(found, NotTaken) and found.reason == "no_such_site":
            return NotTaken("site_unknown", value=str(found.facts["value"]))
        return found

    def _resolve(self, row: OrgRow, names: dict[str, list[KnownSite]]) -> KnownSite | NotTaken:
        site = self._meant(row, names, depth=0)
        found = self._permitted(site) if isinstance(site, KnownSite) else site
        self._found[row.sourced_id] = found
        return found

    def _meant(self, row: OrgRow, names: dict[str, list[KnownSite]], depth: int) -> KnownSite | NotTaken:
        """As somebody said once; by code; by name; what is part of a school as that school; as it was once found."""
        site_id, was_said = self._known.get(row.sourced_id, (0, False))
        if row.sourced_id in self._sync.said or was_said:
            return self._by_id[self._sync.said.get(row.sourced_id, site_id)]
        for text in (row.identifier, row.sourced_id, row.name):
            called = names.get(plain(text), []) if text else []
            if len(called) == 1:
                return called[0]
            if called:
                return NotTaken("site_ambiguous", value=text[:60])
        above = self._rows.get(row.parent)
        if above and row.type != "school" and above.type not in ABOVE and depth < 5:
            return self._meant(above, names, depth + 1)
        return self._by_id.get(site_id) or NotTaken(
            "no_such_site", value=(row.name or row.sourced_id)[:60], identifier=row.identifier[:60]
        )

    def _permitted(self, site: KnownSite) -> KnownSite | NotTaken:
        if not self._sync.scope.holds(site.id):
            return NotTaken("site_not_yours", value=site.name)
        return NotTaken("site_closed", value=site.name) if site.closed else site

    def _names(self) -> dict[str, list[KnownSite]]:
        """Sites by code, and by name where no code is like it."""
        names: dict[str, list[KnownSite]] = {}
        for site in self._sites:
            names.setdefault(plain(site.name), []).append(site)
        return names | {plain(site.code): [site] for site in self._sites}

    def _keep(self, row: OrgRow, found: KnownSite | NotTaken) -> None:
        """What was found once is known in a delta, too, which has no need to tell it again."""
        if isinstance(found, KnownSite) and self._known.get(row.sourced_id, (None, False))[0] != found.id:
            self.new[row.sourced_id] = found.id
            self._sync.outcomes.change("orgs")


def said(org: str, site: Site, now: Any, by_id: int | None) -> None:
    """Somebody says which site a roster means."""
    known = db.session.scalar(select(RosterOrg).where(RosterOrg.sourced_id == org))
    if known is None:
        known = RosterOrg(sourced_id=org)
        db.session.add(known)
    known.site_id, known.said_at, known.said_by_id = site.id, now, by_id
    db.session.flush()
