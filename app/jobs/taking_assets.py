"""A list of assets that the queue takes in."""

from app.db import db
from app.domain.access import ROUTES, scope_of
from app.domain.ledger import Act
from app.domain.register.importing import Intake, pass_over, reading_of, rows_of, runs
from app.files import tables
from app.files.tables import Table
from app.jobs.kinds import Opened, Work, kept_file
from app.models import Import


def table_of(run: Import) -> Table:
    """The file of an import as a table. Raises Unreadable, FileNotFoundError."""
    return tables.read(kept_file(run.uuid), run.filename, encoding=run.columns.get("encoding"))


def _opened(run: Import) -> Opened:
    """What the person who asked may do is judged now, when it is done."""
    table = table_of(run)
    reading = reading_of(table, run.columns["mapping"] if run.format == "mapped" else None)
    if reading is None:
        raise runs.ImportNotReady
    intake = Intake(
        Act.now(run.by, "import"),
        scope_of(run.by, ROUTES["importing.run"]),
        site=run.site.code if run.site else None,
        holders=reading.holders,
        origin=run.filename,
        keeps_extra=reading.keeps_extra,
    )
    db.session.commit()
    return intake, rows_of(table, reading.layout)


def _made(intake: Intake) -> runs.Made:
    return intake.made.told()


def _nothing_follows(_run: Import, _intake: Intake) -> None:
    """The register is what its rows say."""


WORK = Work(_opened, pass_over, _made, _nothing_follows)
