"""The elements of a JSON document one after the other: the text is held, but never the whole of what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from app.files.devices.refusals import WrongJson

SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_decoder = json.JSONDecoder()


def members(text: str, lists: frozenset[str]) -> Iterator[tuple[str | None, Any]]:
    """What the document holds at its top: the members of its object, the elements of `lists` in it or of its array.

    A list's elements come one by one under its name; those of an array at the top under None. Raises WrongJson.
    """
    try:
        at = _skip(text, 0)
        if text.startswith("[", at):
            for element, _ in _elements(text, at):
                if element is not _NOTHING:
                    yield None, element
        elif text.startswith("{", at):
            yield from _members(text, at, lists)
        else:
            raise WrongJson(line=1)
    except RecursionError:
        raise WrongJson(line=1) from None
    except json.JSONDecodeError as trouble:
        raise WrongJson(line=trouble.lineno) from None


def _members(text: str, at: int, lists: frozenset[str]) -> Iterator[tuple[str, Any]]:
    at = _skip(text, at + 1)
    while not text.startswith("}", at):
        name, at = _decoder.raw_decode(text, at)
        at = _skip(text, at)
        if not isinstance(name, str) or not text.startswith(":", at):
            raise json.JSONDecodeError("no member", text, at)
        at = _skip(text, at + 1)
        if name in lists and text.startswith("[", at):
            for element, end in _elements(text, at):
                at = end
                if element is not _NOTHING:
                    yield name, element
        else:
            value, at = _decoder.raw_decode(text, at)
            yield name, value
        at = _next(text, at, "}")


def _elements(text: str, at: int) -> Iterator[tuple[Any, int]]:
    """Each element with where the text goes on behind it; behind the last, where it goes on behind the list."""
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        element, at = _decoder.raw_decode(text, at)
        at = _next(text, at, "]")
        yield element, at
    yield _NOTHING, at + 1


def _next(text: str, at: int, end: str) -> int:
    """Behind a comma, or at the end."""
    at = _skip(text, at)
    if text.startswith(",", at):
        return _skip(text, at + 1)
    if not text.startswith(end, at):
        raise json.JSONDecodeError("no comma", text, at)
    return at


def _skip(text: str, at: int) -> int:
    space = SPACE.match(text, at)
    return space.end() if space else at


class _Nothing:
    """Not an element: the end of a list."""


_NOTHING: Any = _Nothing()
