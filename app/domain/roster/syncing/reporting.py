"""What became of the rows of a roster, written to its import."""

from collections import Counter

from app.db import insert_all
from app.domain.register.importing import runs
from app.domain.roster.syncing.planning import Plan
from app.models import Import, ImportedRow


def report(run: Import, plan: Plan) -> None:
    """The counts, by reason and by what changes, and the rows there is something to say of."""
    told = plan.outcomes
    run.accepted, run.changed, run.warned, run.refused = (
        told.accepted,
        told.changed,
        told.warned,
        told.refused,
    )
    listed = sorted(told.told, key=lambda one: one.outcome)[: runs.LISTED]  # refused before warned
    insert_all(
        ImportedRow,
        [{"import_id": run.id, **one._asdict()} for one in listed],
    )
    run.report = run.report | {
        "reasons": dict(Counter(f"{one.outcome} {one.reason}" for one in told.told)),
        "listed": len(listed),
        "counts": {what: count for what, count in told.counts.items() if count},
        "unknown": plan.orgs.unknown,
        "version": plan.sync.bundle.version,
        "modes": plan.sync.bundle.modes,
    }
    runs.hear(run)
