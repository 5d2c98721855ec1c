"""Every few minutes: where the sites of the cycle stand is read, so that nobody who watches them waits for it."""

from sqlalchemy.exc import IntegrityError

from app.db import begin_writing, db
from app.domain import certification
from app.domain.certification import watching
from app.jobs import job, regularly
from app.models import Cycle


@regularly(minute="*/5")
def every_few_minutes() -> None:
    """Read where something happened, and every site once a day."""
    read_cycle()


@job
def read_soon() -> None:
    """The same at once: a cycle was opened, or sites joined it."""
    read_cycle()


def read_cycle() -> int:
    """Read where the sites of the current cycle stand; says how many were read. Nobody's writing waits for it."""
    cycle = certification.current()
    if cycle is None:
        return 0
    reading, key = watching.read(cycle), cycle.id
    db.session.rollback()
    begin_writing()
    try:
        watching.keep_reading(db.session.get_one(Cycle, key), reading)
        db.session.commit()
    except IntegrityError:  # another process keeps the same at this moment
        db.session.rollback()
    return len(reading.figures)
