"""What became of the rows of an imported file, for people and for programs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import click

from app.domain.register.importing import Outcome
from app.files.tables import REASONS as OF_TABLES

SHOWN = 50


class Said(NamedTuple):
    """Something to say about a line of one of several files."""

    file: str
    line: int
    outcome: str
    reason: str
    facts: Mapping[str, Any]


class Report:
    """Counts and rows as docs/importing.md promises them to scripts: a row is there when there is something to say."""

    def __init__(self, file: str, reasons: Mapping[str, str]) -> None:
        self._file = file
        self._reasons = {**OF_TABLES, **reasons}
        self._rows: list[dict[str, Any]] = []
        self._sentences: list[str] = []
        self.accepted = self.changed = self.warned = self.refused = 0

    def accept(
        self, line: int, *, changed: bool, warnings: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """The row is in the register; `warnings` are reasons and their facts."""
        self.accepted += 1
        self.changed += changed
        self.warned += bool(warnings)
        for reason, facts in (warnings or {}).items():
            self._tell(line, "warned", reason, facts)

    def refuse(self, line: int, reason: str, facts: Mapping[str, Any]) -> None:
        """The row is left out."""
        self.refused += 1
        self._tell(line, "refused", reason, facts)

    def tell(self, line: Outcome) -> None:
        """What became of a row that was judged."""
        if line.refused:
            self.refuse(line.number, *line.told[0])
        else:
            self.accept(line.number, changed=line.changed, warnings=dict(line.told))

    def take_over(self, accepted: int, changed: int, warned: int, refused: int, told: Iterable[Said]) -> None:
        """What became of several files at once."""
        self.accepted, self.changed, self.warned, self.refused = accepted, changed, warned, refused
        for one in told:
            self._tell(one.line, one.outcome, one.reason, one.facts, file=one.file)

    def show(self, *, as_json: bool, dry_run: bool) -> None:
        """Print it, to be read or to be parsed."""
        if as_json:
            click.echo(json.dumps(self._as_told(), ensure_ascii=False, indent=2))
            return
        for sentence in self._sentences[:SHOWN]:
            click.echo(sentence)
        if len(self._sentences) > SHOWN:
            click.echo(f"… and {len(self._sentences) - SHOWN:,} more; --json shows all.")
        changed = f"{self.changed:,} would change" if dry_run else f"{self.changed:,} changed"
        counts = f"{self.accepted:,} accepted ({changed}), {self.warned:,} with a warning"
        click.echo(f"{counts}, {self.refused:,} refused.")
        if dry_run:
            click.echo("This was a trial: nothing was kept.")

    def _as_told(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in ("accepted", "changed", "warned", "refused")}
        return {**counts, "rows": self._rows}

    def _tell(
        self, line: int, outcome: str, reason: str, facts: Mapping[str, Any], *, file: str | None = None
    ) -> None:
        file = file or self._file
        self._rows.append({"file": file, "line": line, "outcome": outcome, "reason": reason})
        self._sentences.append(f"{file}, line {line}, {outcome}: {self.sentence(reason, facts)}")

    def sentence(self, reason: str, facts: Mapping[str, Any]) -> str:
        """A reason in words."""
        return self._reasons.get(reason, reason.replace("_", " ")).format_map(_Facts(facts))

    def failure(self, why: str) -> click.ClickException:
        """Why the file was left, and what is kept of it."""
        kept = self.accepted + self.refused
        more = f" The {kept:,} rows before are done; run it again to go on." if kept else ""
        return click.ClickException(f"{self._file}: {why}{more}")


class _Facts(dict[str, Any]):
    """Facts to fill a sentence with; one that nobody gave stays open."""

    def __missing__(self, name: str) -> str:
        return "…"
