"""Many in portions: what a database is asked or told at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

# SQLite takes 32,766 values in a statement; a row has about ten.
AT_ONCE = 2_000


def portions(many: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """In order, none empty."""
    rest = iter(many)
    while portion := list(islice(rest, size)):
        yield portion
