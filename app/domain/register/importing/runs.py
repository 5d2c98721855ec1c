"""An import from its upload to its report: what it waits for, how far it is, and what became of its rows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from app import clock
from app.db import db, uuid7
from app.domain.refusals import Refusal
from app.models import Import, ImportedRow, Site, User

# What is listed line by line; the counts by reason are always whole.
LISTED = 10_000
SILENT = timedelta(seconds=60)
AT_WORK = ("checking", "waiting", "running")

Mapping = dict[str, str | None]
# How many of each kind of thing, and some of their names.
Made = dict[str, tuple[int, list[str]]]


class ImportBusy(Refusal):
    """It is being brought in, or has been in part: what was asked for cannot be done any more."""

    reason = "import_busy"


class ImportDone(Refusal):
    """The list is in the register: devices are corrected there."""

    reason = "import_done"


class ImportNotReady(Refusal):
    """Its columns are not known yet, or its rows were not looked through."""

    reason = "import_not_ready"


class ImportGivenUp(Refusal):
    """Somebody gave it up, or somebody else goes on with it."""

    reason = "import_given_up"


def begin(
    uuid: UUID, filename: str, site: Site | None, by: User, found: dict[str, Any], *, kind: str = "assets"
) -> Import:
    """A file has come; `found` is what its beginning showed."""
    run = Import(uuid=uuid, filename=filename, site=site, by=by, state="mapping", columns=found, report={})
    run.kind = kind
    run.began_at = clock.now()
    db.session.add(run)
    db.session.flush()
    return run


def standing(run: Import) -> str:
    """The state as people should see it: work that nobody has heard of for a while has stopped."""
    return "stopped" if run.state in ("checking", "running") and silent(run) else run.state


def silent(run: Import) -> bool:
    """Nothing has been heard of the work for a minute."""
    heard = run.report.get("heard_at")
    return heard is None or clock.now() - clock.parse_instant(heard) > SILENT


def begun(run: Import) -> bool:
    """Some of its rows may be in the register."""
    return run.state in ("running", "done") or run.report.get("step") == "run"


def understand(run: Import, format: str, mapping: Mapping) -> None:
    """Its columns are known: its rows can be looked through. Raises ImportBusy, ImportDone."""
    if run.state == "done":
        raise ImportDone
    if begun(run) or run.state == "waiting":
        raise ImportBusy
    run.format, run.columns = format, run.columns | {"mapping": mapping}
    run.state = "checking"
    _start(run, "check")


def ask(run: Import) -> bool:
    """It is to be brought in, or to go on; False where that is asked for and being done.

    Raises ImportNotReady, ImportDone.
    """
    if run.state == "done":
        raise ImportDone
    if run.state in ("waiting", "running") and not silent(run):
        return False
    if run.state not in ("checked", "waiting", "running") and not begun(run):
        raise ImportNotReady
    run.state = "waiting"
    hear(run)
    return True


def claim(run_id: int, *, waiting: str, working: str) -> Import | None:
    """The import for whoever does the work, if nobody else has taken it on; None otherwise."""
    mine = update(Import).where(Import.id == run_id, Import.state == waiting).values(state=working)
    taken = mine.returning(Import.id).execution_options(synchronize_session=False)
    if db.session.scalar(taken) is None:
        return None
    run = db.session.get_one(Import, run_id, populate_existing=True)
    if working == "running" and run.report.get("step") != "run":
        _start(run, "run")
    before = run.report.get("made", {})
    run.report = run.report | {"worker": str(uuid7()), "trouble": None, "made_before": before}
    hear(run)
    return run


def held(run: Import) -> Import:
    """The import as it is now, for the one who works on it. Raises ImportGivenUp."""
    worker = run.report.get("worker")
    now = db.session.get(Import, run.id, populate_existing=True)
    if now is None or now.report.get("worker") != worker or now.state not in AT_WORK:
        raise ImportGivenUp
    return now


def hear(run: Import) -> None:
    """The work is alive."""
    run.report = run.report | {"heard_at": clock.written(clock.now())}


def finish(run: Import, state: str) -> None:
    """All rows were looked through (`checked`), or are in (`done`)."""
    run.state, run.rows_total, run.ended_at = state, run.rows_done, clock.now()


def stop(run: Import, reason: str, **facts: Any) -> None:
    """The work ended before the file did; it can be begun again where it stood."""
    run.state, run.report = "stopped", run.report | {"trouble": {"reason": reason, "facts": facts}}


def leave(run: Import) -> bool:
    """Give an import up. True where nothing of it is in the register, so that it goes without a trace.

    Raises ImportBusy, ImportDone.
    """
    if run.state == "done":
        raise ImportDone
    if run.state in ("waiting", "running") and not silent(run):
        raise ImportBusy
    if begun(run):
        run.state, run.ended_at = "done", clock.now()
        run.report = run.report | {"left": True}
        return False
    db.session.execute(delete(ImportedRow).where(ImportedRow.import_id == run.id))
    db.session.delete(run)
    return True


def _start(run: Import, step: str) -> None:
    db.session.execute(delete(ImportedRow).where(ImportedRow.import_id == run.id))
    run.rows_done = run.accepted = run.changed = run.warned = run.refused = 0
    run.report = {"step": step, "heard_at": clock.written(clock.now())}
