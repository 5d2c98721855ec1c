"""Which column of a file means which field of an asset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` in the order in which they are believed: the first that says anything decides.

    `format` is `rollcall`, `snipe-it` or `mapped`. What stands in `unused` columns is kept as it is, unread.
    """

    format: str
    columns: tuple[tuple[int, str], ...]
    unused: tuple[tuple[int, str], ...]
    day_first: bool = False

    @classmethod
    def of(
        cls,
        format: str,
        header: tuple[str, ...],
        fields: Iterable[tuple[int, str]],
        *,
        day_first: bool = False,
    ) -> Layout:
        columns = tuple(fields)
        taken = {at for at, _ in columns}
        unused = tuple((at, name) for at, name in enumerate(header) if at not in taken)
        return cls(format, columns, unused, day_first)

    def names(self, header: tuple[str, ...]) -> dict[str, str]:
        """Heading and field, for a person to look over."""
        return {header[at]: field for at, field in sorted(self.columns)}
