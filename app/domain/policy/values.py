"""The district's dated values: what holds today, and what held on another day.

A value in the database from its day on wins over the default that ships.
"""

from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from app import clock
from app.db import db, remembered
from app.domain.policy.defaults import CHOICES, DEFAULTS
from app.models import PolicyValue, User

Entered = dict[str, list[tuple[date, Any]]]


class UnfitPolicyValue(ValueError):
    """Another kind of thing than the default is, or none of the choices there are."""


class UnknownPolicyValue(KeyError):
    """Nobody wrote down a default for this name."""


def value(name: str, on: date | None = None) -> Any:
    """The value of `name` as it holds on a day (today where none is given). Raises UnknownPolicyValue."""
    if name not in DEFAULTS:
        raise UnknownPolicyValue(name)
    day = on or clock.day()
    entered = [(since, new) for since, new in _entered().get(name, []) if since <= day]
    # Of two that were entered for one day the later holds.
    return max(reversed(entered), key=itemgetter(0))[1] if entered else DEFAULTS[name]


def enter(
    name: str, new: Any, *, effective_on: date, by: User | None, reason: str | None = None
) -> PolicyValue:
    """Let a value hold from a day on; what held before keeps holding for the days before.

    Raises UnknownPolicyValue, UnfitPolicyValue.
    """
    if name not in DEFAULTS:
        raise UnknownPolicyValue(name)
    if type(new) is not type(DEFAULTS[name]) or new not in CHOICES.get(name, (new,)):
        raise UnfitPolicyValue(name)
    entered = PolicyValue(name=name, effective_on=effective_on, value=new, entered_at=clock.now())
    entered.entered_by_id, entered.reason = by.id if by else None, reason
    db.session.add(entered)
    db.session.flush()
    db.session().info.pop("policy", None)
    return entered


def _entered() -> Entered:
    """All entered values, read once a transaction: there are a few dozen."""
    return remembered("policy", _read)


def _read() -> Entered:
    rows: Entered = {}
    for name, since, entered in db.session.execute(
        select(PolicyValue.name, PolicyValue.effective_on, PolicyValue.value).order_by(PolicyValue.id)
    ):
        rows.setdefault(name, []).append((since, entered))
    return rows
