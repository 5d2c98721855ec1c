"""Rows as they lie in the database, each value understood only when it is asked for: a spoilt one spoils no other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from app.db import Base, table_of

Reader = Callable[[Any], Any]


class Unreadable(Exception):
    """A value that its column's type does not know."""


class RawRow(dict[str, Any]):
    """A row, by column; a value is read when it is asked for. Raises Unreadable."""

    __slots__ = ("readers",)

    def __init__(self, values: dict[str, Any], readers: dict[str, Reader]) -> None:
        super().__init__(values)
        self.readers = readers

    def __getitem__(self, column: str) -> Any:
        value = super().__getitem__(column)
        reader = self.readers.get(column)
        if value is None or reader is None:
            return value
        try:
            return reader(value)
        except (TypeError, ValueError, AttributeError, OverflowError) as trouble:
            raise Unreadable(f"{column} is {value!r}") from trouble


class Raw:
    """A table to be streamed in an order. Columns `as_kept` stay the text they are kept as."""

    def __init__(self, model: type[Base], connection: Connection, *, as_kept: Sequence[str] = ()) -> None:
        self._table, self._connection = table_of(model), connection
        dialect = connection.dialect
        self._readers: dict[str, Reader] = {
            column.key: reader
            for column in self._table.columns
            if column.key not in as_kept
            if (reader := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        }

    def rows(self, *order: str) -> Iterator[RawRow]:
        columns = [type_coerce(column, NullType()).label(column.key) for column in self._table.columns]
        query = select(*columns).order_by(*(self._table.c[name] for name in order))
        with self._connection.execute(query.execution_options(yield_per=2000)) as result:
            for row in result.mappings():
                yield RawRow(dict(row), self._readers)


class Alongside:
    """Rows in the order of their asset's key, handed out asset by asset while the assets go by in the same order."""

    def __init__(self, rows: Iterator[RawRow]) -> None:
        self._groups = groupby(rows, key=itemgetter("asset_id"))
        self._strays: list[Any] = []
        self._key: Any = None
        self._rows: list[RawRow] = []
        self._advance()

    def of(self, key: float) -> list[RawRow]:
        """The rows of one asset. Rows of assets that were passed over stray."""
        while self._key is not None and (not isinstance(self._key, int) or self._key < key):
            self._strays.append(self._key)
            self._advance()
        if self._key != key:
            return []
        rows = self._rows
        self._advance()
        return rows

    def strays(self) -> list[Any]:
        """The keys that rows point at and no asset has, once all assets have gone by."""
        self.of(inf)
        return self._strays

    def _advance(self) -> None:
        self._key, group = next(self._groups, (None, iter(())))
        self._rows = list(group)
