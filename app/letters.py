"""Letters without their accents and capitals, in Python and on both databases: José, JOSE and jose alike."""

import sqlite3
import unicodedata
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, and_, event, func, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

ACCENTS = "[\u0300-\u036f]"
APOSTROPHES = str.maketrans(dict.fromkeys("'’`"))


@lru_cache(maxsize=65_536)
def bare(text: str | None) -> str | None:
    """`Núñez` as nunez."""
    if text is None or text.isascii():
        return text and text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def has_word(column: Any, word: str) -> ColumnElement[bool]:
    """Whether a word of a column begins so. Accents, capitals, hyphens and apostrophes say nothing.

    Most names bear no accent, and the database itself reads those; only the others are laid bare one by one.
    """
    wanted = " " + _letters(word)
    told = func.replace(func.replace(func.replace(column, "-", " "), "'", ""), "’", "")
    plain = (literal(" ") + told).icontains(wanted, autoescape=True)
    accented = and_(_Accented(column), (literal(" ") + _Bare(told)).contains(wanted, autoescape=True))
    return or_(plain, accented)


def words_of(text: str, most: int) -> list[str]:
    """What somebody typed, word for word; a hyphen parts them as a space does. A mark alone is no word."""
    return [word for word in text.replace("-", " ").split() if _letters(word)][:most]


def _letters(word: str) -> str:
    return (bare(word) or "").translate(APOSTROPHES).strip()


class _Bare(GenericFunction[str]):
    name = "rollcall_bare"
    type = String()
    inherit_cache = True


class _Accented(GenericFunction[bool]):
    name = "rollcall_accented"
    inherit_cache = True


@compiles(_Bare, "postgresql")
def _bare_there(element: _Bare, compiler: SQLCompiler, **more: Any) -> str:
    told = compiler.process(element.clauses, **more)
    # Laid bare first: a database whose letters are those of C knows no small á.
    return f"lower(regexp_replace(normalize({told}, NFKD), '{ACCENTS}', '', 'g'))"


@compiles(_Accented)
def _accented(element: _Accented, compiler: SQLCompiler, **more: Any) -> str:
    told = compiler.process(element.clauses, **more)
    return f"length({told}) <> length(CAST({told} AS BLOB))"


@compiles(_Accented, "postgresql")
def _accented_there(element: _Accented, compiler: SQLCompiler, **more: Any) -> str:
    told = compiler.process(element.clauses, **more)
    return f"char_length({told}) <> octet_length({told})"


@event.listens_for(Engine, "connect")
def _teach_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("rollcall_bare", 1, bare, deterministic=True)
