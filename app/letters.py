"""Letters without their accents and capitals, in Python and on both databases: José, JOSE and jose alike."""

import sqlite3
import unicodedata
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, and_, event, false, func, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

ACCENTS = "[\u0300-\u036f]"
ESCAPE = "/"
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

    Most names are of plain letters, and the database itself reads those; only the others are laid bare one by one.
    """
    begun = _literal(_letters(word))
    plain = (_Like(column, f"{before}{begun}%") for before in ("", "% ", "%-"))
    return or_(*plain, and_(_Odd(column), _Like(literal(" ") + _told(column), f"% {begun}%")))


def has_part(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text is anywhere in a column, whole. Accents, capitals, hyphens and apostrophes say nothing."""
    wanted = _literal(_letters(text.replace("-", " ")))
    if not wanted:
        return false()
    return or_(_Like(column, f"%{wanted}%"), and_(_Odd(column), _Like(_told(column), f"%{wanted}%")))


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Whether a column begins with a text, whatever their capitals: for addresses, where every letter counts."""
    return _Like(column, f"{_literal(text)}%")


def words_of(text: str, most: int) -> list[str]:
    """What somebody typed, word for word; a hyphen parts them as a space does. A mark alone is no word."""
    return [word for word in text.replace("-", " ").split() if _letters(word)][:most]


def _told(column: Any) -> ColumnElement[str]:
    return _Bare(func.replace(func.replace(func.replace(column, "-", " "), "'", ""), "’", ""))


def _literal(text: str) -> str:
    """Nothing in it stands for anything else."""
    return text.replace(ESCAPE, ESCAPE * 2).replace("%", f"{ESCAPE}%").replace("_", f"{ESCAPE}_")


def _letters(word: str) -> str:
    return (bare(word) or "").translate(APOSTROPHES).strip()


class _Bare(GenericFunction[str]):
    name = "rollcall_bare"
    type = String()
    inherit_cache = True


class _Odd(GenericFunction[bool]):
    """Whether a text has an accent, a hyphen or an apostrophe."""

    name = "rollcall_odd"
    inherit_cache = True


class _Like(GenericFunction[bool]):
    """As SQLite's own LIKE: it makes nothing of capitals, and takes a third of the time that lower() does."""

    name = "rollcall_like"
    inherit_cache = True


@compiles(_Bare, "postgresql")
def _bare_there(element: _Bare, compiler: SQLCompiler, **more: Any) -> str:
    told = compiler.process(element.clauses, **more)
    # Laid bare first: a database whose letters are those of C knows no small á.
    return f"lower(regexp_replace(normalize({told}, NFKD), '{ACCENTS}', '', 'g'))"


@compiles(_Odd)
def _odd(element: _Odd, compiler: SQLCompiler, **more: Any) -> str:
    told = compiler.process(element.clauses, **more)
    return (
        f"(length({told}) <> length(CAST({told} AS BLOB)) OR instr({told}, '-') OR instr({told}, char(39)))"
    )


@compiles(_Odd, "postgresql")
def _odd_there(element: _Odd, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(element.clauses, **more)} ~ '[^a-zA-Z0-9 ]'"


@compiles(_Like)
def _like(element: _Like, compiler: SQLCompiler, **more: Any) -> str:
    column, pattern = (compiler.process(each, **more) for each in element.clauses)
    return f"({column}) LIKE {pattern} ESCAPE '{ESCAPE}'"


@compiles(_Like, "postgresql")
def _like_there(element: _Like, compiler: SQLCompiler, **more: Any) -> str:
    column, pattern = (compiler.process(each, **more) for each in element.clauses)
    return f"({column}) ILIKE {pattern} ESCAPE '{ESCAPE}'"


@event.listens_for(Engine, "connect")
def _teach_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("rollcall_bare", 1, bare, deterministic=True)
