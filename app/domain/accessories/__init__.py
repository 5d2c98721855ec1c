"""Chargers, cables and cases: stocked by the site, issued and returned with a checkout. Policy: CUS-5."""

from app.domain.accessories.issuing import carry_over, give_again, issue, still_out, take_all_back, take_back
from app.domain.accessories.keeping import (
    KindExists,
    KindStillOut,
    NotANumber,
    NotThatMany,
    StockMovedSince,
    UnnamedKind,
    add_kind,
    change_kind,
    close_kind,
    count,
    kinds_of,
    low_kinds,
    out_now,
    receive,
    undo_stock,
    verify,
    write_off,
)

__all__ = [
    "KindExists", "KindStillOut", "NotANumber", "NotThatMany", "StockMovedSince", "UnnamedKind", "add_kind",
    "carry_over", "change_kind", "close_kind", "count", "give_again", "issue", "kinds_of", "low_kinds", "out_now",
    "receive", "still_out", "take_all_back", "take_back", "undo_stock", "verify", "write_off",
]  # fmt: skip
