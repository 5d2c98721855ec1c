"""What people write into the fields of a form: text, days, numbers and amounts, each refused by its field's name."""

from datetime import date
from decimal import Decimal, InvalidOperation

from flask import request

from app.domain.refusals import Refusal
from app.routes.words import explain

MOST = 10_000_000
# A year of three digits, or of five, is a slip of the finger.
SINCE, UNTIL = date(1950, 1, 1), date(2199, 12, 31)


class BadField(Refusal):
    """What stands in a field cannot be read; `field` is its name."""

    reason = "bad_field"
    code = 422


class EmptyField(BadField):
    """A field that has to be filled is empty."""

    reason = "empty_field"


def text(name: str, most: int = 200) -> str:
    """A field as it was written; nothing where it is empty."""
    return request.form.get(name, "").strip()[:most]


def needed(name: str, most: int = 200) -> str:
    """A field that has to be filled. Raises EmptyField."""
    found = text(name, most)
    if not found:
        raise EmptyField(field=name)
    return found


def day(name: str) -> date | None:
    """A day, where one is written. Raises BadField."""
    try:
        found = date.fromisoformat(text(name)) if text(name) else None
    except ValueError as fault:
        raise BadField(field=name) from fault
    if found is not None and not SINCE <= found <= UNTIL:
        raise BadField(field=name)
    return found


def needed_day(name: str) -> date:
    """A day that has to be there. Raises BadField, EmptyField."""
    found = day(name)
    if found is None:
        raise EmptyField(field=name)
    return found


def number(name: str, most: int = MOST) -> int | None:
    """A whole number from nought up, where one is written. Raises BadField."""
    return number_in(text(name), name, most)


def number_in(said: str, field: str, most: int = MOST) -> int | None:
    """What was said of a field that stands on many lines, as `number`. Raises BadField."""
    try:
        found = int(said) if said else None
    except ValueError as fault:
        raise BadField(field=field) from fault
    if found is not None and not 0 <= found <= most:
        raise BadField(field=field)
    return found


def cents_in(said: str, field: str) -> int | None:
    """An amount of money in cents, however it is punctuated, where one was said. Raises BadField."""
    try:
        amount = Decimal(said.replace("$", "").replace(",", "")) if said else None
        if amount is not None and not 0 <= amount < MOST:
            raise BadField(field=field)
    except InvalidOperation as fault:
        raise BadField(field=field) from fault
    return None if amount is None else int((amount * 100).to_integral_value())


def why(fault: Refusal, field: str = "") -> dict[str, str]:
    """Which field is wrong, and why; `field` where the refusal itself names none."""
    return {"field": str(fault.facts.get("field", field)), "words": explain(fault)}
