"""A backup takes the place of what is here: `flask restore FILE`."""

import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import exists, inspect, select
from sqlalchemy.exc import DBAPIError, OperationalError

from app.clock import parse_instant
from app.commands import backup_archive, backup_copying
from app.commands.backup import SHOWN, judge
from app.commands.backup_manifest import FILES, Damaged
from app.commands.migrated import is_known, newest
from app.db import begin_writing, db, dialect, uuid7
from app.domain import ledger
from app.domain.offline import durability, server_epoch
from app.models import Site, User

MOMENT = "%b %-d, %Y, %H:%M UTC"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Throw away what is in the database now.")
@with_appcontext
def restore(file: Path, *, yes: bool) -> None:
    """Put the backup FILE in the place of the database and the uploaded files.

    Refuses a damaged archive, and a database that holds a district unless `--yes` is said. Phones then offer again
    whatever the server no longer knows. Stop the server first.
    """
    try:
        manifest = backup_archive.check(file)
    except Damaged as damage:
        raise _refusal(file, f"{damage}") from None
    _refuse_unfit(file, manifest)
    if not yes and _holds_a_district():
        raise click.ClickException(
            "This database holds a district. With --yes it is thrown away, and the backup takes its place."
        )
    places = _places(file, manifest)
    backup_copying.refuse_where_written()
    with tempfile.TemporaryDirectory(dir=_beside_the_database(), prefix=".rollcall-restore-") as work:
        copy = Path(work) / backup_copying.PARTS[dialect()]
        try:
            backup_archive.take_out(file, copy.name, copy)
        except OSError as trouble:
            raise _refusal(file, f"{trouble}") from None
        if manifest["schema"] == newest():
            _refuse_faulty(file, copy)
        backup_copying.put_back(copy, uuid7().hex)
    upgrade()
    _put_files(file, places)
    _tell(file, manifest)


def _refuse_unfit(file: Path, manifest: dict[str, Any]) -> None:
    if manifest["database"] != dialect():
        raise click.ClickException(
            f"{file.name} is of a {manifest['database']} database, and DATABASE_URL names a {dialect()} one."
        )
    if not is_known(manifest["schema"]):
        raise click.ClickException(f"{file.name} was made by a newer release. Install that one first.")
    if backup_copying.PARTS[dialect()] not in {member["name"] for member in manifest["members"]}:
        raise _refusal(file, "it holds no database")
    if not manifest.get("verified"):
        click.echo(f"{file.name} did not add up when it was made.", err=True)


def _refuse_faulty(file: Path, copy: Path) -> None:
    """Look before anything is thrown away; a copy of an older release is looked at when it is of this one."""
    try:
        with backup_copying.opened(copy) as connection:
            faults = judge(connection).faults
    except DBAPIError as trouble:
        faults = [f"{trouble.orig}"]
    if faults:
        raise _refusal(file, f"its database does not add up ({'; '.join(faults)})")


def _places(file: Path, manifest: dict[str, Any]) -> dict[str, Path]:
    """Where each uploaded file goes: below the folder of files, through no link out of it, in nothing's way."""
    root, places = Path(current_app.config["ROLLCALL_FILES"]).resolve(), {}
    for name in (member["name"] for member in manifest["members"]):
        if not name.startswith(f"{FILES}/"):
            continue
        try:
            place = places[name] = (root / name.removeprefix(f"{FILES}/")).resolve()
            fits = place.is_relative_to(root) and not place.is_dir()
            fits = fits and not any(folder.is_file() for folder in place.parents)
        except OSError:
            fits = False
        if not fits:
            raise _refusal(file, f"{name} in it has no place below {root}")
    return places


def _put_files(file: Path, places: dict[str, Path]) -> None:
    for name, place in places.items():
        try:
            backup_archive.take_out(file, name, place)
        except OSError as trouble:
            raise click.ClickException(
                f"The database of {file.name} is restored, but {name} is not: {trouble}. "
                "Mend that and restore it once more."
            ) from None


def _refusal(file: Path, why: str) -> click.ClickException:
    return click.ClickException(f"{file.name} is not restored: {why}. Nothing was changed.")


def _holds_a_district() -> bool:
    try:
        if not inspect(db.engine).has_table(Site.__tablename__):
            return False
        held = db.session.scalar(select(exists(select(Site.id)) | exists(select(User.id))))
        db.session.remove()
    except OperationalError as trouble:
        raise click.ClickException(f"The database does not answer: {trouble.orig}") from None
    return bool(held)


def _beside_the_database() -> Path:
    """A place with room for the copy; for SQLite on the same disk."""
    name = db.engine.url.database if dialect() == "sqlite" else None
    folder = Path(name).parent if name else Path(current_app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    backup_archive.sweep(folder, "restore")
    return folder


def _tell(file: Path, manifest: dict[str, Any]) -> None:
    with db.engine.connect() as connection:
        faults = [f"{fault.asset}: {fault.what}" for fault in islice(ledger.verify(connection), SHOWN)]
        seqs = durability.kept_up_to(connection)
    if faults:
        raise click.ClickException("The restored database does not add up: " + "; ".join(faults))
    begin_writing()
    durability.move_up_to(seqs)
    epoch = server_epoch()
    db.session.commit()
    made_at = parse_instant(manifest["made_at"]).strftime(MOMENT)
    click.echo(f"{file.name} of {made_at} is restored and verified: {manifest['assets']:,} assets.")
    click.echo(f"The server's epoch is now {epoch}: phones offer again what came after that moment.")
