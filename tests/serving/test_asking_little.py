"""What people open all day asks the database a few questions, however much is in the room."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app.db import db
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone

MOST = {
    "/rooms/{room}": 6,
    "/rooms/{room}/count": 8,
    "/scan/resolve?code=A1001": 5,
    "/rooms": 11,
    "/scan": 4,
    "/carts": 7,
    "/carts/{cart}": 11,
    "/carts/{cart}/load": 4,
}


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_a_few_questions(
    app: Flask, district: District, visit: Visits, phone: Callable[[str], Phone], path: str
) -> None:
    phone("tess").counts("204", "A1001", "A1011", "NOBODY-1")
    room, cart = district.room("204").uuid, district.asset("C1").uuid
    ivy, asked = visit("ivy"), list[str]()
    ivy.get("/rooms")

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        answer = ivy.get(path.format(room=room, cart=cart))
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    questions = [statement for statement in asked if statement != "BEGIN"]
    assert answer.status_code == 200
    assert len(questions) <= MOST[path], "\n".join(questions)
