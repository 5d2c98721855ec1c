"""Fiscal years, which begin when the district says."""

from datetime import date

from app.domain.policy.values import value


def fiscal_year_start(on: date) -> date:
    """The first day of the fiscal year that `on` lies in. Policy: CERT-1."""
    month, day = map(int, value("fiscal_year_begins", on).split("-"))
    start = date(on.year, month, day)
    return start if start <= on else date(on.year - 1, month, day)


def fiscal_year_name(start: date) -> str:
    """A fiscal or school year by the day it begins on, as the district writes it: 2026-27. Policy: CERT-1, REP-4."""
    return f"{start.year}-{(start.year + 1) % 100:02}"
