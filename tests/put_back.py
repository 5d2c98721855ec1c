"""PostgreSQL databases that go from one test to the next, each time with what they held at first.

To clone one costs a quarter of a second, to read its catalogue anew on every connection as much again.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests import postgres

MOST = 50  # tests on one database: what they deleted still lies in its files
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
)
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
# Whatever is altered, created or dropped leaves a newer row behind, or one fewer.
SHAPE = """
    SELECT (SELECT (count(*), max(oid), max(xmin::text::bigint))::text FROM pg_class
            WHERE relnamespace = to_regnamespace('public')),
           (SELECT (count(*), max(oid), max(xmin::text::bigint))::text FROM pg_trigger),
           (SELECT (count(*), max(oid), max(xmin::text::bigint))::text FROM pg_proc
            WHERE pronamespace = to_regnamespace('public'))"""
# No keys are checked and no triggers run; where a test left somebody at work, a new database is cheaper than waiting.
QUIETLY = "SET session_replication_role = replica; SET lock_timeout = '1s'"


class Shelf:
    """The databases that nobody has just now, all alike."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._idle: list[_Database] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a database as new, for one test."""
        own = self._idle.pop() if self._idle else _Database(self._server, self._template)
        yield own.url
        if own.is_put_back():
            self._idle.append(own)
        else:
            own.drop()

    def clear(self) -> None:
        while self._idle:
            self._idle.pop().drop()


class _Database:
    def __init__(self, server: str, template: str) -> None:
        self._open: AbstractContextManager[str] = postgres.database(server, template=template)
        self.url = self._open.__enter__()
        self._left = MOST
        url = make_url(self.url)
        self._hand = psycopg.connect(
            host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=True
        )
        self._hand.execute(QUIETLY)
        self._learn()
        self._shape = self._hand.execute(SHAPE).fetchone()

    def is_put_back(self) -> bool:
        """Whether the next test may have it; one that was altered, or is still busy, nobody may."""
        self._left -= 1
        with suppress(psycopg.Error):
            if self._left and self._hand.execute(SHAPE).fetchone() == self._shape:
                self._hand.execute("SELECT pg_temp.put_back()")
                return True
        return False

    def drop(self) -> None:
        self._hand.close()
        self._open.__exit__(None, None, None)

    def _learn(self) -> None:
        """Keep a copy of all rows, and the way back to them, for this one connection alone."""
        steps = [
            sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)) for table in self._names(TABLES)
        ]
        for table in self._names(TABLES):
            own, copy = sql.Identifier("public", table), sql.Identifier("pg_temp", f"{table}_at_first")
            self._hand.execute(
                sql.SQL("CREATE TEMP TABLE {} AS SELECT * FROM {}").format(
                    sql.Identifier(f"{table}_at_first"), own
                )
            )
            steps.append(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(own, copy))
        for name, last in self._hand.execute(SEQUENCES).fetchall():
            steps.append(
                sql.SQL("PERFORM setval({}, {}, {})").format(
                    sql.Literal(f"public.{name}"), sql.Literal(last or 1), sql.Literal(last is not None)
                )
            )
        body = sql.SQL("CREATE FUNCTION pg_temp.put_back() RETURNS void LANGUAGE plpgsql AS {}").format(
            sql.Literal(sql.SQL("BEGIN {}; END").format(sql.SQL("; ").join(steps)).as_string(self._hand))
        )
        self._hand.execute(body)

    def _names(self, query: str) -> list[str]:
        return [name for (name,) in self._hand.execute(query)]
