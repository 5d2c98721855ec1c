"""An export of a device management that the queue takes in. Policy: PLN-4."""

from app.db import begin_writing, db
from app.domain import devices
from app.domain.access import ROUTES, scope_of
from app.domain.devices import Intake, Origin
from app.domain.ledger import Act
from app.domain.register.importing import runs
from app.files.devices import Export, open_export
from app.jobs.kinds import Opened, Work, kept_file
from app.jobs.reconciling import reconcile_all
from app.models import Import


def export_of(run: Import) -> Export:
    """The file of an import as an export. Raises Unreadable, FileNotFoundError."""
    return open_export(kept_file(run.uuid), run.filename, encoding=run.columns.get("encoding"))


def _opened(run: Import) -> Opened:
    """What the person who asked may do is judged now, when it is done."""
    export = export_of(run)
    layout = devices.layout_of(export, run.columns["mapping"] if run.format == "mapped" else None)
    if layout is None:
        raise runs.ImportNotReady
    whole = run.columns.get("whole")
    origin = Origin(devices.source_of(layout), run.filename, run.site, whole, run.id, run.uuid)
    intake = Intake(Act.now(run.by, "import"), scope_of(run.by, ROUTES["importing.run"]), origin)
    db.session.commit()
    return intake, devices.devices_of(export, layout)


def _ended(run: Import, intake: Intake) -> None:
    """What it says is compared with the register at once."""

    def heard() -> None:
        runs.hear(runs.held(run))

    begin_writing()
    intake.end()
    db.session.commit()
    reconcile_all(heard)


WORK = Work(_opened, lambda rows, intake: intake.pass_over(rows), Intake.made, _ended)
