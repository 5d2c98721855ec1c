"""A batch asks the database a fixed number of questions, however many sightings are in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from app.db import db
from app.domain import ledger, losses
from app.domain.ledger import NewAsset
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_a_hundred_sightings_ask_no_more_than_ten(phone: NewPhone, app: Flask, district: District) -> None:
    tags = register_many(district, 110)
    ivy = phone("ivy")
    ivy.counts("204", "A1001")
    few, many = ([ivy.sees("204", tag) for tag in part] for part in (tags[:10], tags[10:]))
    with statements(app) as for_ten:
        ivy.sends(*few)
    with statements(app) as for_a_hundred:
        ivy.sends(*many)
    assert len(for_a_hundred) == len(for_ten)
    assert len(for_a_hundred) <= 35, "\n".join(for_a_hundred)


def test_nor_when_each_of_them_says_something_else(phone: NewPhone, app: Flask, district: District) -> None:
    """Lost and found, held, another school's, elsewhere, unknown, twice: the answers need no question each."""
    tags = register_many(district, 60)
    with at_a_desk():
        for tag in tags[20:40]:
            losses.report(district.asset(tag), "lost", district.act())
    ivy = phone("ivy")
    ivy.counts("LIB", "A1001")
    strange = ["B2001", "B2002", "B2003", "A1030", "A1006", "A1011", "X1", "X2", "X1"]
    some, more = [*strange, *tags[:4], *tags[20:24]], [*strange, *tags[4:20], *tags[24:40]]
    batches = [[ivy.sees("LIB", code) for code in codes] for codes in (some, more)]
    with statements(app) as first:
        ivy.sends(*batches[0])
    with statements(app) as second:
        ivy.sends(*batches[1])
    assert len(second) <= len(first) <= 45, "\n".join(second)


def test_what_is_known_already_is_answered_by_asking_once(
    phone: NewPhone, app: Flask, district: District
) -> None:
    tags = register_many(district, 100)
    ivy = phone("ivy")
    operations = [ivy.sees("204", tag) for tag in tags]
    ivy.sends(*operations)
    with statements(app) as asked:
        ivy.sends(*operations)
    assert len(asked) <= 15, "\n".join(asked)


def register_many(district: District, number: int) -> list[str]:
    with at_a_desk():
        site, room = district.site(district.marshall), district.room("204")
        placed = {
            "state": "deployed",
            "site_id": site.id,
            "room_id": room.id,
            "model_id": district.asset("A1001").model_id,
        }
        tags = [f"Q{index:04}" for index in range(number)]
        ledger.register_all([NewAsset(placed | {"tag": tag}, [("tag", tag)], district.act()) for tag in tags])
    return tags


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield asked
    event.remove(engine, "before_cursor_execute", listen)
