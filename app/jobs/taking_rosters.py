"""A roster that the queue looks through and takes in: planned as a whole, written step by step. Policy: PLN-4."""

from app.db import begin_writing, db
from app.domain.access import ROUTES, scope_of
from app.domain.register.importing import runs
from app.domain.roster import syncing
from app.domain.roster.syncing import Plan
from app.jobs import rosters
from app.jobs.kinds import kept_file
from app.models import Import


def look_through(run: Import) -> None:
    """Reckon out what would change. Raises Unreadable, FileNotFoundError."""
    plan = _planned(run)
    db.session.rollback()
    begin_writing()
    now = runs.held(run)
    syncing.report(now, plan)
    now.rows_done = plan.outcomes.rows
    db.session.commit()


def bring_in(run: Import) -> None:
    """Write what is to be changed; what was written before the work stopped is no change any more.

    Raises Unreadable, FileNotFoundError, RowsRefused.
    """
    first = True

    def planned() -> Plan:
        nonlocal first
        plan = _planned(run)
        db.session.rollback()
        begin_writing()
        now = runs.held(run)
        if first and "counts" not in now.report:
            syncing.report(now, plan)
        first = False
        now.rows_total = now.rows_done + syncing.size_of(plan)
        runs.hear(now)
        db.session.commit()
        return plan

    def heard(size: int) -> None:
        now = runs.held(run)
        now.rows_done += size
        runs.hear(now)

    rosters.write(planned, heard, whole=bool(run.columns.get("whole")))


def _planned(run: Import) -> Plan:
    """What the person who asked may do is judged now, when it is done."""
    scope = scope_of(run.by, ROUTES["roster.run"])
    return syncing.plan_of(kept_file(run.uuid), scope, name=run.filename)
