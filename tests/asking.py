"""How many questions a page asks the database."""

from typing import Any

from sqlalchemy import event

from app.db import db
from tests.district import Visitor


def questions(visitor: Visitor, path: str) -> list[str]:
    """What was asked of the database for a page that is there."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    visitor.get("/more")
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        answer = visitor.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    assert answer.status_code == 200, answer.status_code
    return asked
