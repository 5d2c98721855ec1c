"""Other people's words for where a device is in its life, as states of our own lifecycle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.files.assets.synonyms import listed
from app.files.tables import Cell, as_text
from app.files.tables.values.headings import key

STATES = (
    "received", "in_stock", "checked_out", "deployed", "in_repair", "in_transit", "lost", "stolen",
    "salvage", "with_its", "returned_to_its", "sanitized", "disposed",
)  # fmt: skip

# What each state is called elsewhere, Snipe-IT's labels and kinds of label among it.
CALLED = """
received: pending; new; ordered; on order; not yet received; pendiente; recibido; nuevo
in_stock: ready to deploy; deployable; ready; available; storage; in storage; stock; spare; unassigned;
    checked in; listo para asignar; disponible; en almacen; almacen; bodega; sin asignar
deployed: active; in use; in service; installed; functional; working; activo; en uso; en servicio;
    instalado
checked_out: assigned; issued; loaned; on loan; loan; asignado; prestado; entregado
in_repair: repair; out for repair; out for diagnostics; pending diagnostics; under repair; being repaired;
    broken; damaged; defective; maintenance; in maintenance; rma; undeployable; en reparacion; reparacion;
    danado; descompuesto; roto; mantenimiento
in_transit: transit; transferring; en transito; en camino
lost: missing; not found; lost stolen; lost or stolen; unaccounted; perdido; extraviado; desaparecido
stolen: theft; robado; robo
salvage: surplus; scrap; e waste; ewaste; obsolete; to be disposed; end of life; broken not fixable; not
    repairable; beyond repair; excedente; chatarra; obsoleto
with_its: returned to it; at its; with it
sanitized: wiped; sanitised; borrado
disposed: archived; retired; sold; recycled; destroyed; written off; decommissioned; disposed of;
    discarded; dado de baja; baja; desechado; vendido; reciclado; archivado
"""
# Words that say less than a state of ours does, so that a person should look.
UNCERTAIN = frozenset(
    (
        "undeployable",
        "archived",
        "archivado",
        "lost stolen",
        "lost or stolen",
        "end of life",
        "surplus",
        "excedente",
    )
)
MEANINGS = {key(state): state for state in STATES} | {
    name: state for state, names in listed(CALLED).items() for name in names
}
KIND_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Status:
    """`own`: it is one of our words, and means just that."""

    state: str
    own: bool


@lru_cache(maxsize=1_000)
def _meaning(text: str) -> tuple[Status | None, str | None]:
    words = key(text)
    if words not in MEANINGS:
        # A report of Snipe-IT adds the kind of label: “Ready to Deploy (deployable)”.
        words = key(KIND_IN_BRACKETS.sub("", text))
    if not (state := MEANINGS.get(words)):
        return None, "unknown_state"
    return Status(state, own=key(state) == words), "state_uncertain" if words in UNCERTAIN else None


def judge_state(cell: Cell) -> tuple[Status | None, str | None]:
    return _meaning(as_text(cell))
