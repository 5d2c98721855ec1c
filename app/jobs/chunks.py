"""A list of assets taken in chunk by chunk: what the command line and the queue do alike."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.db import begin_writing, db
from app.domain.ledger import ChangedMeanwhile
from app.domain.refusals import Refusal
from app.domain.register.importing import Intake, Line, take_in
from app.files.assets import Normalised

# The database's lock is held for a tenth of a second, so that phones get their turn between two chunks.
SIZE = 500
TRIES = 3

log = logging.getLogger(__name__)


def chunks(rows: Iterable[Normalised], size: int = SIZE) -> Iterator[list[Normalised]]:
    """The rows in portions, each read before its transaction begins."""
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def take(rows: Sequence[Normalised], intake: Intake, *, rehearse: bool = False) -> list[Line]:
    """Take a chunk in, in a transaction that the caller ends; a rehearsal leaves it as if nothing had been taken in.

    Where somebody else was quicker it is tried again. A row that the register
    or the database will not have is refused alone.
    Raises OperationalError when the database is in trouble.
    """
    for tried in range(1, TRIES + 1):
        begin_writing()
        try:
            return _rehearsed(rows, intake) if rehearse else take_in(rows, intake)
        except (ChangedMeanwhile, IntegrityError, OperationalError) as trouble:
            db.session.rollback()
            intake.forget()
            if tried == TRIES and isinstance(trouble, OperationalError):
                raise
        except (DBAPIError, ValueError, Refusal):
            db.session.rollback()
            intake.forget()
            break
    begin_writing()
    return [line for row in rows for line in _alone(row, intake, rehearse=rehearse)]


def _rehearsed(rows: Sequence[Normalised], intake: Intake) -> list[Line]:
    savepoint = db.session.begin_nested()
    try:
        return take_in(rows, intake)
    finally:
        savepoint.rollback()
        intake.forget()


def _alone(row: Normalised, intake: Intake, *, rehearse: bool) -> list[Line]:
    try:
        if rehearse:
            return _rehearsed([row], intake)
        with db.session.begin_nested():
            return take_in([row], intake)
    except OperationalError:
        raise
    except (DBAPIError, ValueError, Refusal):
        log.exception("line %s could not be taken in", row.line)
        intake.forget()
        line = Line.of(row)
        line.refuse("not_taken")
        return [line]
