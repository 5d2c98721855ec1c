"""What became of the rows of an import, added to what is kept of it: counts, reasons, and the first of the lines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.db import insert_all
from app.domain.register.importing.outcomes import Outcome, Told
from app.domain.register.importing.runs import LISTED, Made, hear
from app.models import Import, ImportedRow

NAMED = 12


def note(run: Import, lines: Sequence[Outcome], made: Made) -> None:
    """Some rows more are done; `made` is what was made so far since the work began."""
    run.rows_done += len(lines)
    run.accepted += sum(not line.refused for line in lines)
    run.changed += sum(line.changed for line in lines)
    run.warned += sum(line.warned for line in lines)
    run.refused += sum(line.refused for line in lines)
    reasons, listed = Counter(run.report.get("reasons", {})), run.report.get("listed", 0)
    reasons.update(f"{line.outcome} {told.reason}" for line in lines for told in line.told)
    rows = [_row(run, line, told) for line in lines for told in line.told][: LISTED - listed]
    insert_all(ImportedRow, rows)
    run.report = run.report | {
        "reasons": dict(reasons),
        "listed": listed + len(rows),
        "made": _told(made, run),
    }
    hear(run)


def _row(run: Import, line: Outcome, told: Told) -> dict[str, Any]:
    return {
        "import_id": run.id,
        "file": line.file,
        "line": line.number,
        "outcome": line.outcome,
        "reason": told.reason,
        "facts": told.facts,
    }


def _told(made: Made, run: Import) -> Made:
    """With what was made before the work stopped."""
    before = run.report.get("made_before", {})
    return {
        kind: (before.get(kind, (0, []))[0] + count, [*before.get(kind, (0, []))[1], *names][:NAMED])
        for kind, (count, names) in made.items()
    }
