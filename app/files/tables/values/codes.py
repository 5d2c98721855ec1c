"""Codes that must come through letter by letter: tags, serial numbers, MAC addresses."""

from __future__ import annotations

import re
from datetime import date

from app.files.tables.rows import Cell, as_text

JudgedCode = tuple[str | None, str | None]
JudgedCodes = tuple[tuple[str, ...] | None, str | None]

LONGEST = 100
# How a spreadsheet shows a long number: digits are gone that nobody can bring back.
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}", re.IGNORECASE | re.ASCII)
# And in the cell itself: it keeps fifteen digits and makes the others noughts.
DIGITS_OF_A_SPREADSHEET = 10**15
BETWEEN = re.compile(r"[;,|\r\n]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
HEXADECIMAL = re.compile(r"[0-9A-F]{12}", re.ASCII)
MAC_MARKS = re.compile(r"[\s:.\-]")
# What people and firmware write where there is no code.
PLACEHOLDERS = (
    "-", "--", "---", "—", ".", "?", "n/a", "na", "n.a.", "#n/a", "none", "null", "nil", "no", "tbd",
    "unknown", "missing", "notag", "noserial", "untagged", "nottagged", "ninguno", "ninguna", "desconocido",
    "sinserie", "sinetiqueta", "tobefilledbyo.e.m.", "defaultstring", "systemserialnumber", "notspecified",
    "notapplicable", "notavailable",
)  # fmt: skip


def judge_code(cell: Cell) -> JudgedCode:
    code = as_text(cell)
    if mangled(cell):
        return None, "mangled_by_spreadsheet"
    if not code.isascii():
        code = INVISIBLE.sub("", code)
    if is_placeholder(code):
        return None, "placeholder"
    return (code, None) if len(code) <= LONGEST else (None, "too_long")


def judge_model_number(cell: Cell) -> JudgedCode:
    """Kept even when it is damaged: it names a model roughly, and no scanner ever reads it."""
    code = as_text(cell)
    if len(code) > LONGEST:
        return None, "too_long"
    return code, "mangled_by_spreadsheet" if mangled(cell) else None


def judge_codes(cell: Cell) -> JudgedCodes:
    parts = [part for part in BETWEEN.split(cell) if part.strip()] if isinstance(cell, str) else [cell]
    judged = [judge_code(part) for part in parts]
    codes = tuple(dict.fromkeys(code for code, _ in judged if code))
    return codes or None, next((reason for _, reason in judged if reason), None)


def judge_mac(cell: Cell) -> JudgedCode:
    """aabb.ccdd.eeff and aa-bb-cc-dd-ee-ff are one address, written AA:BB:CC:DD:EE:FF."""
    text = as_text(cell).upper()
    if is_placeholder(text):
        return None, None
    digits = MAC_MARKS.sub("", text)
    if not HEXADECIMAL.fullmatch(digits):
        return None, "not_a_mac"
    if digits in ("0" * 12, "F" * 12):
        return None, "placeholder"
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2)), None


def mangled(cell: Cell) -> bool:
    if isinstance(cell, str):
        return "+" in cell and SCIENTIFIC.fullmatch(cell.strip()) is not None
    return isinstance(cell, date) or abs(cell) >= DIGITS_OF_A_SPREADSHEET


def is_placeholder(code: str) -> bool:
    """A quick look at the first letter spares nearly every code the rest."""
    if not code or code[0] not in "0-—.?#nNtTuUmMdDsS":
        return not code
    return not code.strip("0") or code.replace(" ", "").casefold() in PLACEHOLDERS
