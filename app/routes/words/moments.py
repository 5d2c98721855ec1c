"""Dates, counts and amounts as people say them."""

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_percent
from flask import get_template_attribute
from flask_babel import (
    format_currency,
    format_date,
    format_decimal,
    format_time,
    get_locale,
    get_timezone,
    gettext,
    ngettext,
)

from app import clock


def day(moment: date | datetime) -> str:
    """A date as people say it: today, yesterday, 9 days ago, 14 Oct, 14 Oct 2025."""
    on = _local(moment)
    days = (_today() - on).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if 1 < days < 14:
        return ngettext("%(num)d day ago", "%(num)d days ago", days)
    pattern = "d MMM" if on.year == _today().year or 0 <= days < 180 else "d MMM y"
    return str(format_date(on, pattern))


def dated(moment: date | datetime) -> str:
    """A date as people say it, with the exact one on hover, in print and for machines."""
    whole = exact(moment) if isinstance(moment, datetime) else day_in_full(moment)
    drawn: str = get_template_attribute("parts/dated.html", "dated")(moment.isoformat(), whole, day(moment))
    return drawn


def plain_day(on: date) -> str:
    """A date with its weekday, wherever the reader stands: Mon 7 Sep 2026."""
    return str(format_date(on, "EEE d MMM y"))


def exact(moment: datetime) -> str:
    """A moment in full, for hover and print: 14 Oct 2026, 8:22 AM."""
    return f"{format_date(_local(moment), 'd MMM y')}, {format_time(moment, 'short')}"


def day_in_full(moment: date | datetime) -> str:
    """A day as papers say it, whatever today is: 14 Oct 2026."""
    return str(format_date(_local(moment), "d MMM y"))


def on_day(text: str) -> str:
    """A date as JSON keeps it, written out: 30 June 2027."""
    return day_in_full(date.fromisoformat(text))


def number(value: int) -> str:
    """A count as people write it: 1,243."""
    return str(format_decimal(value))


def percent(value: str | float | Decimal) -> str:
    """Parts of a hundred: 50.3%."""
    share = Decimal(str(value)) / 100
    return format_percent(share, locale=get_locale() or "en", decimal_quantization=False)


def span(days: int) -> str:
    """How long, in years where it is whole years: 3 years, 400 days."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%(num)d year", "%(num)d years", years)
    return ngettext("%(shown)s day", "%(shown)s days", days, shown=number(days))


def money(dollars: float) -> str:
    """An amount of dollars."""
    return str(format_currency(dollars, "USD"))


def _local(moment: date | datetime) -> date:
    return moment.astimezone(get_timezone()).date() if isinstance(moment, datetime) else moment


def _today() -> date:
    return clock.now().astimezone(get_timezone()).date()
