"""What values a rule of the district may have, and how the plain ones are written in a field."""

import re
from typing import Any

from app.domain.directory.assuming import WEEKDAYS
from app.domain.policy import CHOICES, DEFAULTS
from app.domain.refusals import Refusal
from app.files.devices import SOURCES
from app.models.losses import LOSS_KINDS

# A day that every year has; or, in a calendar, also the first Monday of September.
DAY_OF_YEAR = re.compile(
    r"02-(0[1-9]|1\d|2[0-8])|(0[469]|11)-(0[1-9]|[12]\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
)
WEEKDAY = re.compile(rf"(0[1-9]|1[0-2]) ({'|'.join(WEEKDAYS)}) (-?[1-4])")
CALENDAR_KINDS, SPANS = ("holiday", "break"), ("school_year", "graduation_season")
# What may be ticked, where a value is some of a few.
AMONG: dict[str, tuple[str, ...]] = {"school_police_kinds": LOSS_KINDS, "managed_categories": tuple(SOURCES)}
MOST = 10**9
# By how a rule's name ends: the most that the clock and the calendar still reckon with, or that makes sense.
MOST_OF = {"days": 36_500, "weeks": 50, "hours": 8_760, "minutes": 525_600, "percent": 100, "characters": 64}
# With none of these nobody could sign in, confirm or send anything, and nothing would be left of the log.
AT_LEAST_ONE = {
    "sign_in_tries", "sign_in_tries_per_address", "sign_in_window_minutes", "session_idle_minutes",
    "session_hours", "password_characters", "confirmation_days", "confirmation_tries_per_address", "photo_bytes",
    "photo_pixels", "attachment_bytes", "attachment_pixels", "signature_bytes", "signature_pixels",
    "serials_at_once", "transfer_devices", "access_log_days",
}  # fmt: skip


class UnfitRule(Refusal):
    """What was written is no such value."""

    reason = "rule_unfit"


def kind_of(name: str) -> str:
    """How a rule is written: a number, one of a few, some of a few, a word, a list of one a line, or a table."""
    default = DEFAULTS[name]
    if name in AMONG and isinstance(default, list):
        return "ticks"
    if name in CHOICES:
        return "choice"
    if isinstance(default, int):
        return "number"
    if isinstance(default, str):
        return "table" if is_day(default) else "word"
    return "list" if _is_plain(default) else "table"


def written(name: str, value: Any) -> str:
    """A plain rule as it stands in the field where it is changed."""
    return "\n".join(map(str, value)) if kind_of(name) == "list" else str(value)


def read(name: str, said: str) -> Any:
    """What was written of a plain rule, as the kind of value that it has; each line once. Raises UnfitRule."""
    default, kind = DEFAULTS[name], kind_of(name)
    try:
        if kind == "number":
            return int(said)
        if kind == "list":
            lines = [_like(default, line.strip()) for line in said.splitlines() if line.strip()]
            return list(dict.fromkeys(lines))
    except ValueError as fault:
        raise UnfitRule(field="value") from fault
    return said.strip()


def is_day(text: str, *, calendar: bool = False) -> bool:
    """Whether this is a day of the year; in a calendar it may be the third Monday of a month."""
    return bool(DAY_OF_YEAR.fullmatch(text) or (calendar and WEEKDAY.fullmatch(text)))


def fits(name: str, new: Any) -> bool:
    """Whether a rule may have this value."""
    default = DEFAULTS[name]
    if kind_of(name) == "choice":
        return new in CHOICES[name]
    if not _same_shape(new, default):
        return False
    if name == "school_calendar":
        return all(_is_calendar_row(row) for row in new)
    if name in SPANS and len(new) != len(default):
        return False
    return _is_sound(name, new)


def _is_sound(name: str, new: Any) -> bool:
    if isinstance(new, list):
        return bool(new) and all(_is_sound(name, each) for each in new)
    if isinstance(new, dict):
        return all(key.strip() and _is_sound(name, each) for key, each in new.items())
    if name in AMONG and isinstance(new, str):
        return new in AMONG[name]
    if isinstance(new, int):
        return (name in AT_LEAST_ONE) <= new <= MOST_OF.get(name.rsplit("_", 1)[-1], MOST)
    if name == "tag_patterns":
        return _is_pattern(new)
    return bool(new)


def _is_calendar_row(row: list[Any]) -> bool:
    if [type(each) for each in row] != [str, str, str, int]:
        return False
    kind, called, begins, days = row
    return (
        kind in CALENDAR_KINDS
        and bool(called.strip())
        and is_day(begins, calendar=True)
        and 1 <= days <= MOST_OF["weeks"] * 7
    )


def _same_shape(new: Any, default: Any) -> bool:
    """Whether a value is made of the same kinds of things as the one that ships."""
    if type(new) is not type(default):
        return False
    if isinstance(default, list):
        return not default or all(any(_same_shape(each, known) for known in default) for each in new)
    if isinstance(default, dict):
        known = list(default.values())
        return all(any(_same_shape(each, one) for one in known) for each in new.values())
    days = isinstance(default, str) and is_day(default)
    return not days or is_day(new)


def _is_plain(default: list[Any] | dict[str, Any]) -> bool:
    return isinstance(default, list) and not any(
        isinstance(each, list) or is_day(str(each)) for each in default
    )


def _like(default: list[Any], text: str) -> Any:
    return int(text) if default and isinstance(default[0], int) else text


def _is_pattern(text: str) -> bool:
    """A pattern that phones read as we do: their language has no (?P<name>), no (?i) and no a++."""
    if re.search(r"\(\?[^:]|[*+?}]\+|\\[AZz]", text):
        return False
    try:
        re.compile(text)
    except re.error:
        return False
    return True
