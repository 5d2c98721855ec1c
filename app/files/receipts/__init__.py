"""Receipts for devices, one for each checkout or one for a class set, as tagged PDFs."""

from app.files.receipts.layout import (
    MOST_RECEIPTS,
    ClassSet,
    Receipt,
    Signed,
    TooManyReceipts,
    class_set,
    receipts,
)
from app.files.receipts.marks import EmptyMark, drawn_mark

__all__ = [
    "MOST_RECEIPTS", "ClassSet", "EmptyMark", "Receipt", "Signed", "TooManyReceipts", "class_set", "drawn_mark",
    "receipts",
]  # fmt: skip
