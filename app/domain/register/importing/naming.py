"""How the names in a file are compared with those of the register."""

from functools import lru_cache


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Without regard to capitals and spaces."""
    return " ".join(text.casefold().split())
