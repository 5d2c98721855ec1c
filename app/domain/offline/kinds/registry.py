"""Which kinds of operation there are, and what each of them does."""

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds import assets, carts, counting, custody
from app.domain.offline.kinds.refusals import UnknownKind

KINDS: dict[str, Callable[[Operation, Batch, Act], dict[str, Any]]] = {
    "audit.open": counting.open_audit,
    "audit.undo": counting.undo,
    "audit.absent": counting.absent,
    "audit.finish": counting.finish,
    "asset.move": assets.move,
    "asset.report": assets.report,
    "cart.confirm": carts.confirm,
    "custody.check_out": custody.check_out,
    "custody.check_in": custody.check_in,
    "custody.replace": custody.replace,
    "custody.undo": custody.undo,
    "custody.note_condition": custody.note_condition,
}


def apply(run: Sequence[Operation], batch: Batch, acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Let a run of operations of one kind take effect; gives what each answer adds. Raises a Refusal."""
    kind = run[0].kind
    if kind == "audit.sight":
        return counting.sight_all(run, batch, acts)
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    told = [KINDS[kind](operation, batch, act) for operation, act in zip(run, acts, strict=True)]
    batch.counts.clear()
    return told
