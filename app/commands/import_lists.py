"""What every list on its way in has alike at the command line: its options, its columns, its chunks, its failures."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from sqlalchemy.exc import OperationalError

from app.commands.import_reports import Report
from app.db import db
from app.domain.register.importing import Outcome
from app.files.assets import MappingRefused
from app.files.tables import Unreadable
from app.jobs.chunks import Intake, chunks, take

# A person waits longer than a moment for this many.
LONG = 5_000

Command = TypeVar("Command", bound=Callable[..., Any])
Understood = TypeVar("Understood")
Row = TypeVar("Row")
Ended = TypeVar("Ended", bound=Outcome)


def told_or_tried(command: Command) -> Command:
    """The options that each import has: a dry run, and a report for programs."""
    as_json = click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="{accepted, changed, warned, refused, rows: [{file, line, outcome, reason}]}",
    )
    dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
    return dry_run(as_json(command))


@contextmanager
def failing_in_words(report: Report) -> Iterator[None]:
    """What cannot be read, and a database in trouble, in a sentence; and no transaction is left open."""
    try:
        yield
    except Unreadable as refusal:
        raise report.failure(report.sentence(refusal.reason, refusal.facts)) from None
    except OperationalError as trouble:
        raise report.failure(f"the database is in trouble: {trouble.orig}") from None
    finally:
        db.session.rollback()


def understood(
    read: Callable[[Mapping[str, str | None] | None], Understood | None],
    suggested: Mapping[str, str | None],
    report: Report,
    page: str,
) -> Understood:
    """As the file's format says, or a person has said of such columns, or else as the columns are called.

    `page` is where a person can say it. Raises ClickException where no column says what a row is about.
    """
    found = read(None)
    if found is not None:
        return found
    try:
        found = read(suggested)
    except MappingRefused:
        found = None
    if found is None:
        raise report.failure(
            f"no column says which device a row is about. Upload the file on the page {page} and "
            "say what its columns mean; from then on this command knows."
        )
    for name, field in suggested.items():
        click.echo(f"  {name} → {field or 'left out'}", err=True)
    return found


def bring_in(rows: Iterable[Row], intake: Intake[Row, Ended], report: Report, *, dry_run: bool) -> None:
    """Take the rows in, a transaction for each chunk, and tell the report what became of them."""
    done = 0
    for chunk in chunks(rows):
        for line in take(chunk, intake, rehearse=dry_run):
            report.tell(line)
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
        done += len(chunk)
        if done >= LONG and sys.stderr.isatty():
            click.echo(f"\r{done:,} rows", nl=False, err=True)
    if done >= LONG:
        click.echo(err=True)
