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
from app.domain.ledger import Act
from app.domain.policy import CHOICES, DEFAULTS
from app.domain.refusals import NoWord, Refusal
from app.models import PolicyValue

DAY_OF_YEAR = re.compile(
    r"02-(0[1-9]|[12]\d)|(0[469]|11)-(0[1-9]|[12]\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
)
MOST, MOST_LETTERS = 10**9, 1000


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
    return _same_shape(new, default) and _is_sound(name, new)


def _is_sound(name: str, new: Any) -> bool:
    if isinstance(new, list):
        return bool(new) and all(_is_sound(name, each) for each in new)
    if isinstance(new, int):
        return 0 <= new <= MOST
    if name == "tag_patterns":
        return _is_pattern(new)
    return not isinstance(new, str) or bool(new)


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
    return not days or bool(DAY_OF_YEAR.fullmatch(new)) or " " in new


def _is_plain(default: Any) -> bool:
    return isinstance(default, list) and all(isinstance(each, (int, str)) for each in default)


def _like(default: list[Any], text: str) -> Any:
    return int(text) if default and isinstance(default[0], int) else text


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
