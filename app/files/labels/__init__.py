"""QR labels for devices and doors, on the label paper schools buy."""

from app.files.labels.codes import CodeTooSmall, modules, too_small
from app.files.labels.layout import MOST_LABELS, CartLabel, Label, RoomLabel, TooManyLabels, render
from app.files.labels.sheets import SHEETS, Box, LabelRefused, NoSuchPosition, NothingToPrint, Sheet, pages
from app.files.symbols import CodeTooLong

__all__ = [
    "MOST_LABELS",
    "SHEETS",
    "Box",
    "CartLabel",
    "CodeTooLong",
    "CodeTooSmall",
    "Label",
    "LabelRefused",
    "NoSuchPosition",
    "NothingToPrint",
    "RoomLabel",
    "Sheet",
    "TooManyLabels",
    "modules",
    "pages",
    "render",
    "too_small",
]
