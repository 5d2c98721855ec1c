"""The value of a rule as a person would say it, in lines; and what a change makes of them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import get_day_names, get_month_names
from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.directory.assuming import WEEKDAYS
from app.domain.policy.shapes import DAY_OF_YEAR, SPANS
from app.routes.words import CONDITIONS, MANAGEMENTS, REPORTED, called, day_of_year, number, percent, span
from app.routes.words.holidays import day_off

LEAP_YEAR = 2000
MILLION, MEGABYTE = 1_000_000, 1024 * 1024
CHOICES: dict[str, LazyString] = {
    "central": _l("the district: ITS sends between sites"),
    "site_owned": _l("the sites: they send to each other"),
}
NAMED: dict[str, Mapping[str, LazyString | str]] = {
    "conditions": CONDITIONS,
    "managed_categories": MANAGEMENTS,
    "ownership": CHOICES,
    "school_police_kinds": REPORTED,
}
NTH: dict[str, LazyString] = {
    "1": _l("first %(weekday)s"),
    "2": _l("second %(weekday)s"),
    "3": _l("third %(weekday)s"),
    "4": _l("fourth %(weekday)s"),
    "-1": _l("last %(weekday)s"),
    "-2": _l("last %(weekday)s but one"),
    "-3": _l("last %(weekday)s but two"),
    "-4": _l("last %(weekday)s but three"),
}
# The patterns that ship, and those made like them: so many capital letters, perhaps a hyphen, so many digits.
TAG = re.compile(r"\[A-Z\]\{(\d),(\d)\}-\?\\d\{(\d+),(\d+)\}")


def as_words(name: str, value: Any) -> str:
    """A value in one line."""
    return " · ".join(in_lines(name, value))


def in_lines(name: str, value: Any) -> list[str]:
    """A value, a line for each row of a table."""
    if name == "school_calendar":
        return [_day_off(*row) for row in value]
    if isinstance(value, dict):
        return [f"{called(key)}: {_one(name, each)}" for key, each in value.items()]
    return [_one(name, value)]


def changes(name: str, old: Any, new: Any) -> list[tuple[str, str]]:
    """What a change does, line by line: ("gone", …) what holds no longer, ("new", …) what holds then."""
    before, then = _in_full(name, old), _in_full(name, new)
    gone = [
        ("gone", full if line in then.values() else line) for full, line in before.items() if full not in then
    ]
    new_lines = [
        ("new", full if line in before.values() else line)
        for full, line in then.items()
        if full not in before
    ]
    return gone + new_lines


def named(name: str, value: str) -> str:
    """One of the few things a rule may be, in words."""
    return str(NAMED.get(name, {}).get(value) or called(value))


def month_in_words(month: str) -> str:
    """A month by its number of two figures: September."""
    return str(get_month_names("wide", "stand-alone", _locale())[int(month)])


def day_in_words(rule: str) -> str:
    """A day that comes every year: June 30, or the first Monday of a month."""
    if DAY_OF_YEAR.fullmatch(rule):
        return day_of_year(date(LEAP_YEAR, *map(int, rule.split("-"))))
    month, weekday, nth = rule.split()
    return gettext("%(day)s of %(month)s", day=weekday_in_words(weekday, nth), month=month_in_words(month))


def weekday_in_words(weekday: str, nth: str) -> str:
    """One of a month's weekdays: first Monday, last Friday."""
    named = get_day_names("wide", "stand-alone", _locale())[WEEKDAYS.index(weekday)]
    return str(NTH[nth]) % {"weekday": named}


def _in_full(name: str, value: Any) -> dict[str, str]:
    """The lines by what tells two apart that read alike: a holiday from a break, 500,000 bytes from 500,001."""
    lines = in_lines(name, value)
    if name == "school_calendar":
        told = [gettext("Holiday") if row[0] == "holiday" else gettext("Break") for row in value]
    elif isinstance(value, int):
        told = [number(value)]
    else:
        return {line: line for line in lines}
    return {f"{line} ({more})": line for line, more in zip(lines, told, strict=True)}


def _day_off(_kind: str, name: str, begins: str, days: int) -> str:
    said = f"{day_off(name)}: {day_in_words(begins)}"
    return said if days == 1 else f"{said}, {span(days)}"


def _one(name: str, value: Any) -> str:
    if isinstance(value, int):
        return _counted(name, value)
    if not isinstance(value, list):
        return _word(name, value)
    said = [_one(name, each) for each in value]
    if name in SPANS:
        return gettext("from %(first)s to %(last)s", first=said[0], last=said[1])
    either = name in ("managed_categories", "tag_patterns")
    return format_list(said, "or" if either else "standard", _locale()) if said else gettext("none")


def _word(name: str, value: str) -> str:
    if DAY_OF_YEAR.fullmatch(value):
        return day_in_words(value)
    if name == "tag_patterns" and (parts := TAG.fullmatch(value)):
        least, most, few, many = map(int, parts.groups())
        return gettext(
            "%(letters)s capital letters, perhaps a hyphen, and %(digits)s digits",
            letters=_between(least, most), digits=_between(few, many),
        )  # fmt: skip
    return named(name, value)


def _counted(name: str, value: int) -> str:
    say = UNITS.get(name) or UNITS.get(name.removesuffix("_at_least").rsplit("_", 1)[-1])
    return say(value) if say else number(value)


def _between(least: int, most: int) -> str:
    return gettext("%(least)s to %(most)s", least=number(least), most=number(most))


def _weeks(num: int) -> str:
    return ngettext("%(num)s week", "%(num)s weeks", num)


def _months(num: int) -> str:
    return ngettext("%(num)s month", "%(num)s months", num)


def _hours(num: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", num)


def _minutes(num: int) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", num)


def _characters(num: int) -> str:
    return ngettext("%(num)s character", "%(num)s characters", num)


def _school_days(num: int) -> str:
    return ngettext("%(num)s school day", "%(num)s school days", num)


def _bytes(num: int) -> str:
    return gettext("%(num)s MB", num=_short(num / MEGABYTE))


def _pixels(num: int) -> str:
    return gettext("%(num)s megapixels", num=_short(num / MILLION))


def _short(amount: float) -> str:
    return f"{amount:.1f}".removesuffix(".0")


def _locale() -> Any:
    return get_locale() or "en"


# How a number is said, by how the rule's name ends.
UNITS: dict[str, Callable[[int], str]] = {
    "registered_within_days": _school_days,
    "days": span,
    "weeks": _weeks,
    "months": _months,
    "hours": _hours,
    "minutes": _minutes,
    "percent": percent,
    "characters": _characters,
    "bytes": _bytes,
    "pixels": _pixels,
    "reminders": span,
}
