"""A copy of everything, verified: `flask backup`."""

import fcntl
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from app import clock
from app.clock import written
from app.commands import backup_archive, backup_copying
from app.commands.backup_manifest import FILES, Damaged
from app.commands.migrated import require_migrated, schema_of
from app.db import begin_writing, db, dialect
from app.domain import ledger
from app.domain.offline import durability
from app.models import Asset, Backup, Event, Operation, ServerState

SHOWN = 20
# The queue of jobs is made anew when the program starts.
NOT_KEPT = ("jobs",)


@dataclass
class Judged:
    """A copy that was read from end to end: what it holds and what is wrong with it."""

    faults: list[str]
    counts: dict[str, int]
    facts: dict[str, Any]
    durable: durability.Seqs


@click.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keep", type=click.IntRange(1), metavar="N", help="Remove all but the newest N backups in DIR."
)
@with_appcontext
def backup(folder: Path | None, keep: int | None) -> None:
    """Copy the database and the uploaded files into one archive in DIR, and verify the copy, while people work.

    DIR is `instance/backups` where it is left out. Exits with 1 where the copy does not add up: such an archive is
    kept under a name of its own and counts as no backup.
    """
    require_migrated()
    db.session.remove()
    folder = folder or Path(current_app.instance_path) / "backups"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".rollcall-work-") as work:
            target, judged = _made(folder, Path(work))
            gone = backup_archive.rotate(folder, keep) if keep and not judged.faults else []
    except (OSError, sqlite3.Error, Damaged) as trouble:
        raise click.ClickException(f"The backup cannot be written: {trouble}.") from None
    except DBAPIError as trouble:
        raise click.ClickException(f"The backup cannot be written: {trouble.orig}.") from None
    if judged.faults:
        _complain(target, judged)
    click.echo(
        f"{target}: {judged.counts['assets']:,} assets, {judged.counts['events']:,} events, verified. "
        f"{len(judged.durable):,} phones may forget what is in it."
    )
    for path in gone:
        click.echo(f"{path.name} was removed.")


def _made(folder: Path, work: Path) -> tuple[Path, Judged]:
    made_at = clock.now()
    copy = backup_copying.copy_into(work)
    with backup_copying.opened(copy) as connection:
        judged = judge(connection)
    ending = "unverified.zip" if judged.faults else "zip"
    target = folder / f"rollcall-{made_at.strftime('%Y%m%dT%H%M%S.%f')}Z.{ending}"
    facts = judged.facts | judged.counts | {"made_at": written(made_at), "verified": not judged.faults}
    digest = backup_archive.write(target, [(copy.name, copy), *_files()], facts)
    if not judged.faults:
        begin_writing()
        durability.move_up_to(judged.durable)
        row = Backup(made_at=made_at, name=target.name, sha256=digest, size=target.stat().st_size)
        row.events, row.operations = judged.counts["events"], judged.counts["operations"]
        db.session.add(row)
        db.session.commit()
    return target, judged


def judge(connection: Connection) -> Judged:
    """Read a copy from end to end, as `flask verify` reads the database."""
    faults = backup_copying.damage_in(connection)
    if not faults:
        faults = [f"{fault.asset}: {fault.what}" for fault in islice(ledger.verify(connection), SHOWN)]
    counts = {
        word: connection.scalar(select(func.count()).select_from(model)) or 0
        for word, model in (("assets", Asset), ("events", Event), ("operations", Operation))
    }
    facts = {
        "database": dialect(),
        "schema": schema_of(connection),
        "server_epoch": connection.scalar(select(ServerState.epoch).limit(1)),
    }
    return Judged(faults, counts, facts, durability.kept_up_to(connection))


def _files() -> Iterator[tuple[str, Path]]:
    """What was uploaded and lies beside the database."""
    root = Path(current_app.config["ROLLCALL_FILES"])
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.relative_to(root).parts[0].partition(".")[0] not in NOT_KEPT:
            yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def _complain(target: Path, judged: Judged) -> None:
    for fault in judged.faults:
        click.echo(fault, err=True)
    raise click.ClickException(
        f"The copy does not add up, so it counts as no backup and phones keep what they have. It is {target.name}; "
        "an older backup may be sound. `flask verify` says everything that is wrong."
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder; what an earlier one left half done when it was killed is swept away."""
    with (folder / ".rollcall-backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException("Another backup is being made in this folder.") from None
        backup_archive.sweep(folder)
        yield
