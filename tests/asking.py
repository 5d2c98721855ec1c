"""What tests ask the database themselves, and how many questions a page asks it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request_finished
from sqlalchemy import event, func, select

from app.db import db
from tests.district import Visitor


def questions(visitor: Visitor, path: str) -> list[str]:
    """What was asked of the database for a page that is there; what is kept when it has gone out delays nobody."""
    asked: list[str] = []
    finished: list[Any] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN") and not finished:
            asked.append(statement)

    visitor.get("/more")
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        with request_finished.connected_to(lambda *_, **__: finished.append(True)):
            answer = visitor.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    assert answer.status_code == 200, answer.status_code
    return asked


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile, whoever asks it; many rows at once are one."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def number_of(them: Any, **where: Any) -> int:
    """How many there are by now of a model or a query, alike in this."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(them).filter_by(**where)) or 0


def as_read(page: str) -> str:
    """A page as people read it: without its marks, in one line."""
    return " ".join(re.sub(r"<[^>]*>", "", page).split())
