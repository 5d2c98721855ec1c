"""The rules that are tables, as rows of fields: how a value fills them, and what was written in them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from app.domain.policy import DEFAULTS
from app.domain.policy.shapes import AMONG, CALENDAR_KINDS, SPANS, is_day
from app.domain.refusals import Refusal
from app.routes.forms import BadField, EmptyField
from app.routes.words import named_day_off

MOST_ROWS, MOST_LETTERS, MOST_DAYS, MOST_MONTHS = 100, 80, 350, 240
Row = dict[str, Any]


class NoSuchDay(Refusal):
    """The month has no such day, or not every year."""

    reason = "rule_no_such_day"


class NamedTwice(Refusal):
    """Two rows are of one thing."""

    reason = "rule_named_twice"


class Table(NamedTuple):
    """The columns of a table, what its rows are called where each is another, and the way there and back."""

    columns: tuple[str, ...]
    labels: tuple[LazyString, ...]
    rows_of: Callable[[Any], list[Row]]
    value_of: Callable[[list[Row], Any], Any]


def table_of(name: str) -> Table:
    """How a rule's rows look."""
    if name == "school_calendar":
        return Table(("called", "kind", "month", "day", "days"), (), _calendar_rows, _calendar)
    if name == "managed_categories":
        return Table(("category", "sources"), (), _sources_rows, _sources)
    if isinstance(DEFAULTS[name], dict):
        return Table(("category", "months"), (), _months_rows, _months)
    if isinstance(DEFAULTS[name], str):
        return Table(("month", "day"), (_l("The day"),), _day_row, _one_day)
    spans = (_l("First day"), _l("Last day")) if name in SPANS else ()
    return Table(("month", "day"), spans, _days_rows, _days)


def rows_of(name: str, value: Any) -> list[Row]:
    """A value as rows of what stands in the fields, each with the number by which its fields are named."""
    return [{"at": str(at), **row} for at, row in enumerate(table_of(name).rows_of(value))]


def rows_written(name: str, form: MultiDict[str, str]) -> list[Row]:
    """The rows as somebody wrote them, right or wrong."""
    columns = table_of(name).columns
    return [
        {"at": at, **{each: _written(form, each, at) for each in columns}}
        for at in form.getlist("row")[:MOST_ROWS]
        if at.isascii() and at.isdigit() and len(at) < 5
    ]


def added_or_removed(name: str, rows: list[Row], at: str | None) -> list[Row]:
    """The rows without the one of that number; where none is said, with an empty one more."""
    if at is not None:
        return [row for row in rows if row["at"] != at]
    free = 1 + max([int(row["at"]) for row in rows], default=-1)
    empty = {column: [] if column == "sources" else "" for column in table_of(name).columns}
    return [*rows, {"at": str(free), **empty, "fresh": True}][:MOST_ROWS]


def value_of(name: str, rows: list[Row]) -> Any:
    """The value that the rows make; an empty row is none. Raises BadField, EmptyField, NoSuchDay, NamedTwice."""
    table = table_of(name)
    names = [each for each in table.columns if each in ("called", "category")]
    return table.value_of(
        [row for row in rows if not names or any(row[each] for each in names) or _half(row)], name
    )


def _half(row: Row) -> bool:
    """Whether somebody began to fill a row that has no name yet."""
    return any(row.get(each) for each in ("days", "months", "sources"))


def _written(form: MultiDict[str, str], column: str, at: str) -> Any:
    if column == "sources":
        return [each for each in form.getlist(f"sources-{at}") if each in AMONG["managed_categories"]]
    return form.get(f"{column}-{at}", "").strip()[:MOST_LETTERS]


def _calendar_rows(value: list[list[Any]]) -> list[Row]:
    return [
        {"called": name, "kind": kind, **_parts(begins), "days": str(days)}
        for kind, name, begins, days in value
    ]


def _calendar(rows: list[Row], _name: str) -> list[list[Any]]:
    return _once(rows, "called", [_day_off(row) for row in rows])


def _day_off(row: Row) -> list[Any]:
    called, days = named_day_off(_needed(row, "called")), _number(row, "days", MOST_DAYS, least=1)
    return [_kind(row), called, _day(row, calendar=True), days]


def _sources_rows(value: Mapping[str, list[str]]) -> list[Row]:
    return [{"category": category, "sources": sources} for category, sources in value.items()]


def _sources(rows: list[Row], _name: str) -> dict[str, list[str]]:
    return {category: _some(row) for category, row in _by_category(rows).items()}


def _months_rows(value: Mapping[str, int]) -> list[Row]:
    return [{"category": category, "months": str(months)} for category, months in value.items()]


def _months(rows: list[Row], _name: str) -> dict[str, int]:
    return {category: _number(row, "months", MOST_MONTHS) for category, row in _by_category(rows).items()}


def _day_row(value: str) -> list[Row]:
    return [_parts(value)]


def _one_day(rows: list[Row], name: str) -> str:
    return (_days(rows, name) or [""])[0]


def _days_rows(value: list[str]) -> list[Row]:
    return [_parts(each) for each in value]


def _days(rows: list[Row], name: str) -> list[str]:
    days = [_day(row) for row in rows]
    return days if name in SPANS else _once(rows, "day", days)


def _once(rows: list[Row], column: str, values: list[Any]) -> list[Any]:
    for at, row in enumerate(rows):
        if values[at] in values[:at]:
            raise NamedTwice(field=f"{column}-{row['at']}")
    return values


def _parts(rule: str) -> Row:
    month, _, day = rule.replace("-", " ", 1).partition(" ") if rule[2] == "-" else rule.partition(" ")
    return {"month": month, "day": day}


def _day(row: Row, *, calendar: bool = False) -> str:
    said = f"{row['month']}{'-' if row['day'].isdigit() else ' '}{row['day']}"
    if not is_day(said, calendar=calendar):
        raise NoSuchDay(field=f"day-{row['at']}")
    return said


def _kind(row: Row) -> str:
    if row["kind"] not in CALENDAR_KINDS:
        raise BadField(field=f"kind-{row['at']}")
    return str(row["kind"])


def _needed(row: Row, column: str) -> str:
    if not row[column]:
        raise EmptyField(field=f"{column}-{row['at']}")
    return str(row[column])


def _number(row: Row, column: str, most: int, least: int = 0) -> int:
    said = _needed(row, column)
    if not (said.isascii() and said.isdigit() and least <= int(said) <= most):
        raise BadField(field=f"{column}-{row['at']}")
    return int(said)


def _some(row: Row) -> list[str]:
    if not row["sources"]:
        raise EmptyField(field=f"sources-{row['at']}")
    return list(row["sources"])


def _by_category(rows: list[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        category = _needed(row, "category")
        if category.casefold() in map(str.casefold, found):
            raise NamedTwice(field=f"category-{row['at']}")
        found[category] = row
    return found
