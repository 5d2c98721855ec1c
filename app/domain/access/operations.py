"""The rows of the table for what phones send, by kind of operation."""

from app.domain.access.roles import (
    CHANGE,
    CHECK_OUT,
    COUNT,
)

OPERATIONS: dict[str, frozenset[str]] = {
    "audit.open": COUNT,
    "audit.sight": COUNT,
    "audit.undo": COUNT,
    "audit.absent": COUNT,
    "audit.finish": COUNT,
    "asset.move": CHANGE,
    "asset.report": COUNT,
    "cart.confirm": COUNT,
    "custody.check_out": CHECK_OUT,
    "custody.check_in": CHECK_OUT,
    "custody.replace": CHECK_OUT,
    "custody.undo": CHECK_OUT,
    "custody.note_condition": CHECK_OUT,
}
