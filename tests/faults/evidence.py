"""What the harness of the faults knows of its own, and what the database holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import Connection, Table, select

from app.db import db, table_of
from app.models import Operation, PhoneDevice, User
from tests.district import District
from tests.faults.model_phone import Kept, ModelPhone


class Evidence(Protocol):
    """What the harness knows of its own: every green tick, where it was made, and in whose session it was sent."""

    app: Flask
    district: District
    ticks: dict[str, Kept]
    made_on: dict[str, str]
    delivered_by: dict[str, set[str]]
    rights_changed: bool

    @property
    def phones(self) -> list[ModelPhone]: ...


def kept_operations(database: Connection) -> dict[str, Any]:
    operations, users, phones = table_of(Operation), table_of(User), table_of(PhoneDevice)
    query = (
        select(operations, users.c.uuid.label("actor"), phones.c.device_id.label("device"))
        .join(users, users.c.id == operations.c.actor_id)
        .join(phones, phones.c.id == operations.c.phone_id)
    )
    kept = {str(row["op_id"]): row for row in database.execute(query).mappings()}
    for row in kept.values():
        assert json.loads(row["body"])["actor_id"] == str(row["actor"]), "I2"
    return kept


def rows_of(database: Connection, table: Table) -> list[Any]:
    return list(database.execute(select(table).order_by(table.c.id)).mappings())


@contextmanager
def reading(school: Evidence) -> Iterator[Connection]:
    with school.app.app_context(), db.engine.connect() as connection:
        yield connection
