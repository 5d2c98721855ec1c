"""The database: its connection settings, its types, its names for constraints."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

import uuid_utils.compat as uuids
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, ForeignKey, MetaData, String, Table, Text, Uuid, event, insert
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlalchemy.types import TypeDecorator

from app.canonical import Canonical, canonical
from app.turns import PATIENCE, Line

Remembered = TypeVar("Remembered")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (
            value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)
        )

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CanonicalJSON(TypeDecorator[Any]):
    """JSON kept as the very text that was hashed: sorted keys, no spaces."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else str(value if isinstance(value, Canonical) else canonical(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def uuid7() -> UUID:
    """A new name for a thing, growing with time so that indexes stay narrow."""
    return uuids.uuid7()


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Instant, UUID: Uuid, str: String, dict[str, Any]: CanonicalJSON},
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def refers_to(column: str, *, index: bool = True, **kwargs: Any) -> Any:
    """A column that points at another table's key and is looked up by."""
    return mapped_column(ForeignKey(column), index=index, **kwargs)


def begin_writing() -> None:
    """Start this transaction as a writer, so that SQLite takes its lock at once or waits in line for it.

    A deferred transaction that reads first and writes later fails without waiting when another writer was quicker.
    """
    db.session.connection(execution_options={"rollcall_writes": True})


def dialect() -> str:
    """The database's kind: sqlite or postgresql."""
    return db.engine.dialect.name


def table_of(model: type[Base]) -> Table:
    """A model's table, for statements that write many rows at once."""
    return model.metadata.tables[model.__tablename__]


def insert_all(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows at once: after what waits in the session, but without an object for each."""
    if rows:
        db.session.flush()
        db.session.connection().execute(insert(table_of(model)), rows)


def remembered(name: str, empty: Callable[[], Remembered]) -> Remembered:
    """What may be remembered while a transaction lasts; taking any part of it back forgets everything."""
    info = db.session().info
    if name not in info:
        info[name] = empty()
    kept: Remembered = info[name]
    return kept


def rewritten(thing: Base) -> None:
    """Say that an object's columns were set past the session, which cannot know them when part is rolled back."""
    remembered("rewritten", set[Base]).add(thing)


@event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_rolled_back(session: Session, _transaction: SessionTransaction) -> None:
    for thing in session.info.get("rewritten", ()):
        if thing in session:
            session.expire(thing)
    session.info.clear()


@event.listens_for(Session, "after_transaction_end")
def _forget_what_is_over(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.clear()


@event.listens_for(Engine, "connect")
def _settle_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = (
        None  # SQLAlchemy's begin event below opens transactions instead of the driver
    )
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE takes a row away past the trigger that keeps it
        f"busy_timeout={PATIENCE * 1000:.0f}",
        "cache_size=-65536",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def _settle_postgresql(connection: Any, _record: Any) -> None:
    """Nobody waits for ever for what another holds, as nobody does on SQLite."""
    if not isinstance(connection, sqlite3.Connection):
        with connection.transaction():
            connection.execute(f"SET lock_timeout = {PATIENCE * 1000:.0f}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    writes = connection.get_execution_options().get("rollcall_writes")
    if writes:
        _take_turn(connection)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_lines: WeakKeyDictionary[Engine, Line] = WeakKeyDictionary()


def _take_turn(connection: Connection) -> None:
    line, pooled = _lines.setdefault(connection.engine, Line()), connection.connection.record_info
    if not line.take_turn():
        raise OperationalError(
            "BEGIN IMMEDIATE", {}, sqlite3.OperationalError("the turn to write did not come")
        )
    if pooled is None:
        line.next_one()
    else:
        pooled["turn"] = line


@event.listens_for(Pool, "checkin")
def _end_turn(_connection: Any, pooled: ConnectionPoolEntry) -> None:
    """Whatever became of the transaction: its connection comes back to the pool after it."""
    line = (pooled.record_info or {}).pop("turn", None)
    if line is not None:
        line.next_one()
