"""A roster taken in: what the command line and the queue do alike, each step kept as soon as it is written."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError, OperationalError

from app.db import begin_writing, db
from app.domain.refusals import Refusal
from app.domain.roster.syncing import Plan, steps
from app.jobs.chunks import TRIES


class RowsRefused(Refusal):
    """All of it was to be taken or nothing, and not all of it can be."""

    reason = "rows_refused"


def write(planned: Callable[[], Plan], heard: Callable[[int], None], *, whole: bool = False) -> Plan:
    """Write a plan down; `heard` is told how much is written, in the transaction in which it is.

    Where somebody else was quicker it is planned again, and goes on with what is missing then. Gives the first plan.
    Raises RowsRefused, where all of it was wanted.
    """
    first = plan = planned()
    for tried in range(1, TRIES + 1):
        if whole and plan.outcomes.refused:
            raise RowsRefused(count=plan.outcomes.refused)
        try:
            _write(plan, heard, whole=whole)
        except (IntegrityError, OperationalError):
            db.session.rollback()
            if tried == TRIES:
                raise
            plan = planned()
        else:
            break
    return first


def _write(plan: Plan, heard: Callable[[int], None], *, whole: bool) -> None:
    db.session.rollback()  # what was read to plan is no reason to keep anybody waiting
    begin_writing()
    for step in steps(plan):
        step.write()
        heard(step.size)
        if not whole:
            db.session.commit()
            begin_writing()
    db.session.commit()
