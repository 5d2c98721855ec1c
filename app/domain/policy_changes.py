"""Changing a rule of the district from a day on, with a reason; and what was entered of it before."""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain import policy
from app.domain.directory.assuming import WEEKDAYS
from app.domain.ledger import Act
from app.domain.policy import CHOICES, DEFAULTS
from app.domain.refusals import NoWord, Refusal
from app.models import PolicyValue

# A day that every year has; or, in a calendar, also the first Monday of September.
DAY_OF_YEAR = re.compile(
    r"02-(0[1-9]|1\d|2[0-8])|(0[469]|11)-(0[1-9]|[12]\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
)
WEEKDAY = re.compile(rf"(0[1-9]|1[0-2]) ({'|'.join(WEEKDAYS)}) (-?[1-4])")
CALENDAR_KINDS, SPANS = ("holiday", "break"), ("school_year", "graduation_season")
MOST, MOST_LETTERS = 10**9, 1000
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


class RuleOfThePast(Refusal):
    """What held on a day that is over stays as it was."""

    reason = "rule_of_the_past"


class RuleUnchanged(Refusal):
    """That holds already."""

    reason = "rule_unchanged"


def change(name: str, said: str, since: date, why: str, act: Act) -> PolicyValue:
    """Let a rule be as somebody writes it, from a day on. Raises UnfitRule, RuleOfThePast, RuleUnchanged, NoWord."""
    new = read(name, said)
    if since < clock.day(act.happened_at):
        raise RuleOfThePast(field="since")
    if not why.strip():
        raise NoWord(field="why")
    if new == policy.value(name, since):
        raise RuleUnchanged(field="value")
    return policy.enter(name, new, effective_on=since, by=act.actor, reason=why.strip()[:MOST_LETTERS])


def history(name: str) -> Sequence[PolicyValue]:
    """What was entered of a rule, the latest day first."""
    query = select(PolicyValue).where(PolicyValue.name == name).options(joinedload(PolicyValue.entered_by))
    return db.session.scalars(query.order_by(PolicyValue.effective_on.desc(), PolicyValue.id.desc())).all()


def latest() -> dict[str, PolicyValue]:
    """The entry by which each rule holds today, where one was entered; others hold as they ship."""
    query = select(PolicyValue).where(PolicyValue.effective_on <= clock.day())
    ordered = query.order_by(PolicyValue.effective_on, PolicyValue.id).options(
        joinedload(PolicyValue.entered_by)
    )
    return {entered.name: entered for entered in db.session.scalars(ordered)}


def kind_of(name: str) -> str:
    """How a rule is written: a number, a day of the year, one of a few, a word, a list of one a line, or as data."""
    default = DEFAULTS[name]
    if name in CHOICES:
        return "choice"
    if isinstance(default, int):
        return "number"
    if isinstance(default, str):
        return "day" if DAY_OF_YEAR.fullmatch(default) else "word"
    return "list" if _is_plain(default) else "data"


def written(name: str, value: Any) -> str:
    """A rule as it stands in the field where it is changed."""
    kind = kind_of(name)
    if kind == "list":
        return "\n".join(map(str, value))
    return _on_lines(value) if kind == "data" else str(value)


def read(name: str, said: str) -> Any:
    """What was written, as the kind of value that the rule has. Raises UnfitRule."""
    default, kind = DEFAULTS[name], kind_of(name)
    try:
        if kind == "number":
            new: Any = int(said)
        elif kind == "list":
            new = [_like(default, line.strip()) for line in said.splitlines() if line.strip()]
        else:
            new = json.loads(said) if kind == "data" else said.strip()
    except (ValueError, RecursionError) as fault:
        raise UnfitRule(field="value") from fault
    if not _fits(name, new):
        raise UnfitRule(field="value")
    return new


def _on_lines(value: Any) -> str:
    """A table as data, a line for each row."""
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {json.dumps(each, ensure_ascii=False)}" for key, each in value.items()]
        return "{\n" + ",\n".join(rows) + "\n}"
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"


def _fits(name: str, new: Any) -> bool:
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
        and _is_day(begins)
        and 1 <= days <= MOST_OF["weeks"] * 7
    )


def _is_day(text: str) -> bool:
    return bool(DAY_OF_YEAR.fullmatch(text) or WEEKDAY.fullmatch(text))


def _same_shape(new: Any, default: Any) -> bool:
    """Whether a value is made of the same kinds of things as the one that ships."""
    if type(new) is not type(default):
        return False
    if isinstance(default, list):
        return not default or all(any(_same_shape(each, known) for known in default) for each in new)
    if isinstance(default, dict):
        known = list(default.values())
        return all(any(_same_shape(each, one) for one in known) for each in new.values())
    days = isinstance(default, str) and DAY_OF_YEAR.fullmatch(default)
    return not days or _is_day(new)


def _is_plain(default: Any) -> bool:
    return isinstance(default, list) and all(isinstance(each, (int, str)) for each in default)


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
