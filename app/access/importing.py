"""The doors to lists and rosters on their way in."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from app.access.doors import scope
from app.access.finding import one
from app.access.guard import signed_in
from app.models import Import


def import_runs() -> Select[Import]:
    """One's sites' imports, and one's own that reach over several; a roster has a door of its own."""
    return _in_sight(Import.kind != "roster")


def import_run(uuid: UUID) -> Import:
    """An import: one's own site's, or one's own where it reaches over several sites."""
    return one(import_runs().where(Import.uuid == uuid))


def roster_runs() -> Select[Import]:
    """The rosters of one's sites, and one's own that reach over several."""
    return _in_sight(Import.kind == "roster")


def roster_run(uuid: UUID) -> Import:
    """A roster on its way in, like an import."""
    return one(roster_runs().where(Import.uuid == uuid))


def _in_sight(of_kind: ColumnElement[bool]) -> Select[Import]:
    theirs, runs = scope(), select(Import).where(of_kind)
    if theirs.everywhere:
        return runs
    own = Import.site_id.is_(None) & (Import.by_id == signed_in().id)
    return runs.where(or_(theirs.where(Import.site_id), own))
