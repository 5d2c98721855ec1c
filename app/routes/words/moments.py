"""Dates, counts and amounts as people say them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_skeleton
from flask import get_template_attribute
from flask_babel import (
    format_time,
    get_locale,
    get_timezone,
    gettext,
    ngettext,
)
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext

from app import clock, numerals

# What a date is made of; which part comes first is the language's to say.
DAY, DAY_OF_A_YEAR, DAY_OF_A_WEEK, DAY_OF_ANY_YEAR = "MMMd", "yMMMd", "yMMMEd", "MMMMd"


def day(moment: date | datetime) -> str:
    """A date as people say it: today, yesterday, 9 days ago, Oct 14, Oct 14, 2025."""
    on = _local(moment)
    days = (_today() - on).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if 1 < days < 14:
        return ngettext("%(num)d day ago", "%(num)d days ago", days)
    return _said(on, DAY if on.year == _today().year or 0 <= days < 180 else DAY_OF_A_YEAR)


def timed(say: Callable[[Any], str]) -> Callable[[EvalContext, Any], str]:
    """A date said in full, as a template prints it: for machines too on a page, in words alone in an e-mail."""

    @pass_eval_context
    def printed(context: EvalContext, moment: date | datetime | str) -> str:
        if not context.autoescape:
            return say(moment)
        iso = moment if isinstance(moment, str) else moment.isoformat()
        drawn: str = get_template_attribute("parts/dated.html", "timed")(iso, say(moment))
        return drawn

    return printed


def dated(moment: date | datetime) -> str:
    """A date as people say it, with the exact one on hover, in print and for machines."""
    whole = exact(moment) if isinstance(moment, datetime) else day_in_full(moment)
    drawn: str = get_template_attribute("parts/dated.html", "dated")(moment.isoformat(), whole, day(moment))
    return drawn


def plain_day(on: date) -> str:
    """A date with its weekday, wherever the reader stands: Mon, Sep 7, 2026."""
    return _said(on, DAY_OF_A_WEEK)


def exact(moment: datetime) -> str:
    """A moment in full, for hover and print: Oct 14, 2026, 8:22 AM."""
    return f"{day_in_full(moment)}, {format_time(moment, 'short')}"


def day_in_full(moment: date | datetime) -> str:
    """A day as papers say it, whatever today is: Oct 14, 2026."""
    return _said(_local(moment), DAY_OF_A_YEAR)


def on_day(text: str) -> str:
    """A date as JSON keeps it, written out: Jun 30, 2027."""
    return day_in_full(date.fromisoformat(text))


def day_of_year(on: date) -> str:
    """A day that comes every year: June 30."""
    return _said(on, DAY_OF_ANY_YEAR)


def number(value: int) -> str:
    """A count as people write it: 1,243."""
    return numerals.count(value, _language())


def percent(value: str | float | Decimal) -> str:
    """Parts of a hundred: 50.3%."""
    return numerals.percent(value, _language())


def points(moved: float | None) -> str:
    """By how many points a percentage changed, with its sign; nothing where that is not known."""
    return "" if moved is None else numerals.points(moved, _language())


def span(days: int) -> str:
    """How long, in years where it is whole years: 3 years, 400 days."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("%(num)d year", "%(num)d years", years)
    return ngettext("%(shown)s day", "%(shown)s days", days, shown=number(days))


def money(dollars: float) -> str:
    """An amount of dollars."""
    return numerals.dollars(dollars, _language())


def _said(on: date, parts: str) -> str:
    """A date of these parts in the order of the reader's language: Oct 14, 2026, but 14 oct 2026."""
    return format_skeleton(parts, on, locale=_language())


def _language() -> Locale:
    return get_locale() or Locale("en")


def _local(moment: date | datetime) -> date:
    return moment.astimezone(get_timezone()).date() if isinstance(moment, datetime) else moment


def _today() -> date:
    return clock.now().astimezone(get_timezone()).date()
