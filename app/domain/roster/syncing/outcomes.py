"""What becomes of the rows of a bundle: taken, warned of or refused, and what changes by them, counted by kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.files.oneroster import Note, Record


class Told(NamedTuple):
    """Something to say about a line of one of the files: a stable reason, and the facts of its sentence."""

    file: str
    line: int
    outcome: str
    reason: str
    facts: dict[str, Any]


@dataclass(slots=True)
class Outcomes:
    """`changed` counts the rows that say something new, and what is there and is named no more."""

    accepted: int = 0
    changed: int = 0
    refused: int = 0
    told: list[Told] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _warned: set[tuple[str, int]] = field(default_factory=set)

    @property
    def warned(self) -> int:
        return len(self._warned)

    @property
    def rows(self) -> int:
        return self.accepted + self.refused

    def note(self, notes: Iterable[Note]) -> None:
        """What there is to say of whole files; one that is refused counts as a row."""
        for note in notes:
            if note.refused:
                self.refuse(note.file, note.line, note.reason, **note.facts)
            else:
                self.warn(note.file, note.line, note.reason, **note.facts)

    def accept(self, file: str, record: Record[Any]) -> None:
        """The row is taken, with whatever was noticed about it."""
        self.accepted += 1
        for remark in record.remarks:
            self.warn(file, record.line, remark.reason, field=remark.field, value=remark.value)

    def refuse(self, file: str, line: int, reason: str, **facts: Any) -> None:
        """The row is left out."""
        self.refused += 1
        self.told.append(Told(file, line, "refused", reason, facts))

    def refuse_as_read(self, file: str, record: Record[Any]) -> None:
        """The row could not be read."""
        refusal = record.refusal
        self.refuse(
            file, record.line, refusal.reason if refusal else "no_id", **(refusal.facts if refusal else {})
        )

    def warn(self, file: str, line: int, reason: str, **facts: Any) -> None:
        """Say something about a row that is taken, or about a whole file."""
        self._warned.add((file, line))
        self.told.append(Told(file, line, "warned", reason, facts))

    def change(self, what: str, *, rows: int = 1) -> None:
        """Something changes: `rows` is how many rows more that makes, none where one is counted for it already."""
        self.counts[what] += 1
        self.changed += rows
