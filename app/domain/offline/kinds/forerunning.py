"""An undo, or a finish, that is heard before what it is about: it waits, and what it is about finds it there."""

from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain.access import OPERATIONS, may
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation
from app.models import Forerunner


def undone_before(operation: Operation, batch: Batch, site_id: int) -> Forerunner | None:
    """The undo that was heard before what it undoes, if its author may undo such a thing at the site."""
    said = batch.forerunners.get(operation.op_id)
    if said is None or said.kind != "undo":
        return None
    feature = operation.kind.partition(".")[0]
    return said if may(said.by, OPERATIONS[f"{feature}.undo"], site_id) else None


def let_it_wait(about: UUID, batch: Batch) -> None:
    """What was kept to wait is known to the rest of the batch."""
    if waiting := db.session.scalar(select(Forerunner).where(Forerunner.about == about)):
        batch.forerunners[about] = waiting
