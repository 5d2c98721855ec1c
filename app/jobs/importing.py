"""Looking through an uploaded list, and bringing it in: work that can be left, and goes on where it stopped."""

import logging
from collections.abc import Callable
from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from app import clock
from app.db import begin_writing, db
from app.domain.register.importing import runs
from app.domain.register.importing.tally import note
from app.files.tables import Unreadable
from app.jobs import at_first, job, regularly, taking_assets, taking_devices, taking_rosters
from app.jobs.chunks import chunks, take
from app.jobs.kinds import Work, kept_file
from app.jobs.rosters import RowsRefused
from app.models import Import

KINDS: dict[str, Work] = {"assets": taking_assets.WORK, "devices": taking_devices.WORK}
# Taken in as a whole, not row by row.
WHOLE = {"roster": taking_rosters}
KEPT = timedelta(days=30)

log = logging.getLogger(__name__)


@job
def look_through(run_id: int) -> None:
    """Rehearse the whole file: what would be taken, warned of and refused, and what else would be made."""
    _work(run_id, "checking", "checking", _look_through)


@job
def bring_in(run_id: int) -> None:
    """Take the file in. Every chunk is kept together with how far the file is, so a second go begins where it stood."""
    _work(run_id, "waiting", "running", _bring_in)


@at_first
def say_what_stopped() -> None:
    """Whoever did the work before is gone: what they were at has stopped, and somebody may let it go on."""
    begin_writing()
    for run in db.session.scalars(select(Import).where(Import.state.in_(("checking", "running")))):
        if "worker" in run.report:  # else it still waits in the queue
            runs.stop(run, "interrupted")
    db.session.commit()


@regularly(hour="3", minute="40")
def clear_away() -> None:
    """Files of imports that ended a while ago: nobody mends their refused rows any more."""
    ended = select(Import.uuid).where(Import.state == "done", Import.ended_at < clock.now() - KEPT)
    for uuid in db.session.scalars(ended):
        kept_file(uuid).unlink(missing_ok=True)


def _work(run_id: int, waiting: str, working: str, work: Callable[[Import], None]) -> None:
    begin_writing()
    run = runs.claim(run_id, waiting=waiting, working=working)
    db.session.commit()
    if run is None:
        return
    try:
        work(run)
    except runs.ImportGivenUp:
        db.session.rollback()
    except (Unreadable, FileNotFoundError, RowsRefused) as trouble:
        _stop(run_id, getattr(trouble, "reason", "file_gone"), getattr(trouble, "facts", {}))
    except Exception:
        _stop(run_id, "our_fault", {})
        log.exception("the import %s stopped", run_id)
        raise


def _stop(run_id: int, reason: str, facts: dict[str, str | int]) -> None:
    db.session.rollback()
    begin_writing()
    if run := db.session.get(Import, run_id, populate_existing=True):
        runs.stop(run, reason, **facts)
    db.session.commit()


def _look_through(run: Import) -> None:
    if run.kind in WHOLE:
        WHOLE[run.kind].look_through(run)
        _finish(run, "checked")
        return
    kind = KINDS[run.kind]
    intake, rows = kind.open(run)
    for chunk in chunks(rows):
        lines = take(chunk, intake, rehearse=True)
        note(runs.held(run), lines, kind.made(intake))
        db.session.commit()
    _finish(run, "checked")


def _bring_in(run: Import) -> None:
    if run.kind in WHOLE:
        WHOLE[run.kind].bring_in(run)
    else:
        _bring_in_rows(run, KINDS[run.kind])
    _finish(run, "done")
    if run.kind in WHOLE or not run.refused:
        kept_file(run.uuid).unlink(missing_ok=True)


def _bring_in_rows(run: Import, kind: Work) -> None:
    intake, rows = kind.open(run)
    for chunk in chunks(islice(rows, run.rows_done)):
        kind.pass_over(chunk, intake)
    db.session.commit()
    for chunk in chunks(rows):
        lines = take(chunk, intake)
        note(runs.held(run), lines, kind.made(intake))
        db.session.commit()
    kind.end(run, intake)


def _finish(run: Import, state: str) -> None:
    begin_writing()
    runs.finish(runs.held(run), state)
    db.session.commit()
