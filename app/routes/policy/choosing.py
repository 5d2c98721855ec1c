"""What the fields of a rule offer to choose from."""

from flask_babel import gettext

from app.domain.directory.assuming import WEEKDAYS
from app.domain.policy import CHOICES
from app.domain.policy.shapes import AMONG
from app.routes.policy.saying import as_words, month_in_words, named, weekday_in_words
from app.routes.words import number

NTHS = ("1", "2", "3", "4", "-1")
Choice = tuple[str, str]


def offered() -> dict[str, list[Choice]]:
    """What the fields of a table offer, by the names that its templates call them."""
    return {
        "months": months(),
        "days": [(f"{day:02}", number(day)) for day in range(1, 32)],
        "weekdays": weekdays(),
        "day_kinds": [("holiday", gettext("Holiday")), ("break", gettext("Break"))],
        "sources": choices("managed_categories"),
    }


def choices(name: str) -> list[Choice]:
    """What a rule may be, where it is one or some of a few."""
    if name in AMONG:
        return [(each, named(name, each)) for each in AMONG[name]]
    return [(each, as_words(name, each)) for each in CHOICES.get(name, ())]


def months() -> list[Choice]:
    """The months by their numbers of two figures."""
    return [(f"{month:02}", month_in_words(f"{month:02}")) for month in range(1, 13)]


def weekdays() -> list[Choice]:
    """The weekdays of a month, as the calendar's rules write them: first Monday, … last Sunday."""
    return [(f"{weekday} {nth}", weekday_in_words(weekday, nth)) for nth in NTHS for weekday in WEEKDAYS]
