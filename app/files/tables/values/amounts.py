"""Money, shares and counts as people and spreadsheets write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.files.tables.rows import Cell, as_text

JudgedAmount = tuple[Decimal | None, str | None]
JudgedCount = tuple[int | None, str | None]

CENT = Decimal("0.01")
COST_AT_MOST = Decimal(100_000_000)
MONTHS_AT_MOST = 600
COUNT_AT_MOST = 100_000

OUR_CURRENCY = re.compile(r"US ?\$|\$|\bUSD\b", re.IGNORECASE)
OTHER_CURRENCY = re.compile(r"[€£¥₱]|\b[A-Z]{3}\b", re.IGNORECASE)
IGNORED_IN_AMOUNTS = re.compile(r"[\s'’+]")
AMERICAN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]*))?", re.ASCII)
EUROPEAN = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{1,2})|([0-9]{1,3}(?:\.[0-9]{3}){2,})", re.ASCII
)
EITHER = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
SHARE = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?(%|per ?cent|por ciento)?", re.ASCII | re.IGNORECASE)
DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([a-zñ]*)\.?", re.IGNORECASE)
MONTH_WORDS = ("", "m", "mo", "mos", "mth", "mths", "month", "months", "mes", "meses")
YEAR_WORDS = ("y", "yr", "yrs", "year", "years", "año", "años", "ano", "anos")


def judge_money(cell: Cell) -> JudgedAmount:
    """$12.58, 1,292.94, USD 12, and 1.292,94 too; 1.292 may be either, so it is neither."""
    return _money(f"{cell:.4f}" if isinstance(cell, float) else as_text(cell))


def judge_percent(cell: Cell) -> JudgedAmount:
    """75, 75 % and 75.5%; a spreadsheet's own 75 % is the number 0.75."""
    if isinstance(cell, float) and 0 < cell <= 1:
        return Decimal(f"{100 * cell:.4f}").normalize() + 0, None
    if not (match := SHARE.fullmatch(as_text(cell))):
        return None, "not_a_share"
    share = Decimal(match[1].replace(",", "."))
    if 0 < share < 1 and not match[2]:
        return 100 * share, "read_as_fraction"
    return (share, None) if share <= 100 else (None, "improbable_share")


def judge_count(cell: Cell) -> JudgedCount:
    text = as_text(cell)
    if not (text.isascii() and text.isdecimal()):
        return None, "not_a_number"
    return (int(text), None) if int(text[:9]) <= COUNT_AT_MOST else (None, "improbable_number")


@lru_cache(maxsize=1_000, typed=True)
def judge_months(cell: Cell) -> JudgedCount:
    """36, 36 months, 3 years, 3 años."""
    match = DURATION.fullmatch(as_text(cell))
    unit = match[2].casefold() if match else None
    if not match or unit not in MONTH_WORDS + YEAR_WORDS:
        return None, "not_a_number"
    months = Decimal(match[1]) * (12 if unit in YEAR_WORDS else 1)
    if months > MONTHS_AT_MOST or months != months.to_integral_value():
        return None, "improbable_number"
    return int(months), None


@lru_cache(maxsize=20_000)
def _money(text: str) -> JudgedAmount:
    amount, dollars = OUR_CURRENCY.subn("", text)
    if OTHER_CURRENCY.search(amount):
        return None, "other_currency" if not dollars and any(map(str.isdecimal, amount)) else "not_an_amount"
    amount = IGNORED_IN_AMOUNTS.sub("", amount)
    digits = amount.strip("()-")
    if EITHER.fullmatch(digits):
        return None, "ambiguous_amount"
    if (value := _decimal(digits)) is None:
        return None, "not_an_amount"
    if value and digits != amount:
        return None, "negative_amount"
    return _plausible(value)


def _decimal(digits: str) -> Decimal | None:
    if not any(map(str.isdecimal, digits)):
        return None
    if match := AMERICAN.fullmatch(digits):
        return Decimal(f"{match[1].replace(',', '') or 0}.{match[2] or 0}")
    if match := EUROPEAN.fullmatch(digits):
        whole = match[1] or match[3]
        return Decimal(f"{whole.replace('.', '')}.{match[2] or 0}")
    return None


def _plausible(value: Decimal) -> JudgedAmount:
    if value > COST_AT_MOST:
        return None, "improbable_amount"
    cents = value.quantize(CENT, ROUND_HALF_UP)
    return cents, None if abs(cents - value) < Decimal("0.0005") else "rounded_amount"
