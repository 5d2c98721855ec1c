"""Changing a rule of the district from a day on, with a reason; and what was entered of it before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain import policy
from app.domain.ledger import Act
from app.domain.policy.shapes import UnfitRule, fits
from app.domain.refusals import NoWord, Refusal
from app.models import PolicyValue

MOST_LETTERS = 1000


class RuleOfThePast(Refusal):
    """What held on a day that is over stays as it was."""

    reason = "rule_of_the_past"


class RuleUnchanged(Refusal):
    """That holds already."""

    reason = "rule_unchanged"


def change(name: str, new: Any, since: date, why: str, act: Act) -> PolicyValue:
    """Let a rule have this value from a day on. Raises what `check` raises."""
    check(name, new, since, why, act)
    return policy.enter(name, new, effective_on=since, by=act.actor, reason=why.strip()[:MOST_LETTERS])


def check(name: str, new: Any, since: date, why: str, act: Act) -> None:
    """Whether it could be changed like this. Raises UnfitRule, RuleOfThePast, RuleUnchanged, NoWord."""
    if not fits(name, new):
        raise UnfitRule(field="value")
    if since < clock.day(act.happened_at):
        raise RuleOfThePast(field="since")
    if new == policy.value(name, since):
        raise RuleUnchanged(field="value")
    if not why.strip():
        raise NoWord(field="why")


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
