"""A file taken in chunk by chunk: what the command line and the queue do alike."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.db import begin_writing, db
from app.domain.ledger import ChangedMeanwhile
from app.domain.refusals import Refusal
from app.domain.register.importing import Outcome

# The database's lock is held for a tenth of a second, so that phones get their turn between two chunks.
SIZE = 500
TRIES = 3

log = logging.getLogger(__name__)

Row = TypeVar("Row")
Row_contra = TypeVar("Row_contra", contravariant=True)
Ended = TypeVar("Ended", bound=Outcome)


class Intake(Protocol[Row_contra, Ended]):
    """One file on its way in, with what is remembered from one chunk to the next."""

    def take_in(self, rows: Sequence[Row_contra]) -> list[Ended]: ...

    def not_taken(self, row: Row_contra) -> Ended: ...

    def forget(self) -> None: ...


def chunks(rows: Iterable[Row], size: int = SIZE) -> Iterator[list[Row]]:
    """The rows in portions, each read before its transaction begins."""
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def take(rows: Sequence[Row], intake: Intake[Row, Ended], *, rehearse: bool = False) -> list[Ended]:
    """Take a chunk in, in a transaction that the caller ends; a rehearsal leaves it as if nothing had been taken in.

    Where somebody else was quicker it is tried again. A row that the register
    or the database will not have is refused alone.
    Raises OperationalError when the database is in trouble.
    """
    for tried in range(1, TRIES + 1):
        begin_writing()
        try:
            return _rehearsed(rows, intake) if rehearse else intake.take_in(rows)
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


def _rehearsed(rows: Sequence[Row], intake: Intake[Row, Ended]) -> list[Ended]:
    savepoint = db.session.begin_nested()
    try:
        return intake.take_in(rows)
    finally:
        savepoint.rollback()
        intake.forget()


def _alone(row: Row, intake: Intake[Row, Ended], *, rehearse: bool) -> list[Ended]:
    try:
        if rehearse:
            return _rehearsed([row], intake)
        with db.session.begin_nested():
            return intake.take_in([row])
    except OperationalError:
        raise
    except (DBAPIError, ValueError, Refusal):
        log.exception("line %s could not be taken in", getattr(row, "line", "?"))
        intake.forget()
        return [intake.not_taken(row)]
