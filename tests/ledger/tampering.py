"""Altering the ledger behind its back, and whom that gives away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text

from app.db import begin_writing, db
from app.domain import ledger


@contextmanager
def behind_its_back() -> Iterator[None]:
    """Whoever has the database's password takes off its triggers and its constraints; at the end it was a dream."""
    db.session.rollback()
    begin_writing()
    sqlite = db.engine.dialect.name == "sqlite"
    for statement in unbinding(sqlite=sqlite):
        sql(statement)
    yield
    if sqlite:
        sql("PRAGMA ignore_check_constraints = OFF")
    db.session.rollback()


def unbinding(*, sqlite: bool) -> list[str]:
    if sqlite:
        triggers = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        off = ["PRAGMA defer_foreign_keys = ON", "PRAGMA ignore_check_constraints = ON"]
        return [*off, *(f"DROP TRIGGER {name}" for name in triggers)]
    checks = text(
        "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' "
        "AND conrelid IN ('assets'::regclass, 'events'::regclass, 'checkouts'::regclass, 'identifiers'::regclass)"
    )
    dropped = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name in db.session.execute(checks)]
    return [*dropped, "SET LOCAL session_replication_role = replica"]


def sql(statement: str, **values: Any) -> None:
    db.session.execute(text(statement), values)


def named() -> set[str]:
    """Whom `flask verify` would name."""
    return {fault.asset for fault in ledger.verify(db.session.connection())}
