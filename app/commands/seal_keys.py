"""The key that seals certifications: made, rotated, published and backed up. `flask seal-key`."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from app.clock import written
from app.commands.migrated import require_migrated
from app.db import begin_writing, db
from app.domain import certification
from app.domain.certification import Keyring
from app.files.seals import KeyRefused
from app.models import SealKey

STATES = {"signs": "signs", "retired": "is retired"}
VARIABLE = "ROLLCALL_BACKUP_PASSPHRASE"


def keyring() -> Keyring:
    """The folder of private keys that the settings name."""
    return Keyring(Path(current_app.config["ROLLCALL_KEYS"]), current_app.config["ROLLCALL_KEY_PASSPHRASE"])


@click.group("seal-key")
def seal_key() -> None:
    """The district's key: its private half signs certifications, its public half checks them."""


@seal_key.command()
@click.option(
    "--rotate", is_flag=True, help="Retire the key that signs now; it goes on checking what it signed."
)
@with_appcontext
def make(*, rotate: bool) -> None:
    """Make a key that signs from now on."""
    require_migrated()
    begin_writing()
    try:
        made = keyring().make(rotate=rotate)
    except certification.KeyThere as there:
        raise click.ClickException(
            f"Key {there.facts['key']} signs already. Another takes its place with --rotate."
        ) from there
    db.session.commit()
    click.echo(f"Key {made.key} signs from now on. Back it up: flask seal-key backup {made.key} FILE")


@seal_key.command("list")
@with_appcontext
def list_keys() -> None:
    """Every key, and whether its private half is on this machine."""
    require_migrated()
    keys = db.session.scalars(select(SealKey).order_by(SealKey.id)).all()
    if not keys:
        click.echo("No key yet. Make one: flask seal-key make")
    for one in keys:
        here = "private half here" if _private(one) else "private half not here, or its passphrase is another"
        until = f", retired {written(one.retired_at)}" if one.retired_at else ", signs"
        click.echo(f"{one.key}  since {written(one.began_at)}{until}, {here}")


@seal_key.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--key", "name", help="Which key; the one that signs where none is named.")
@with_appcontext
def publish(file: Path, name: str | None) -> None:
    """Write the public half to a file, for whoever checks seals."""
    require_migrated()
    found = _key(name)
    file.write_text(found.pem)
    click.echo(f"The public half of key {found.key} is in {file}.")


@seal_key.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=False, dir_okay=False, path_type=Path))
@with_appcontext
def backup(name: str, file: Path) -> None:
    """Write a private half to a file, locked with a passphrase. Keep it apart from the backups of the records."""
    require_migrated()
    try:
        pem = keyring().private(_key(name)).pem(_passphrase(confirm=True))
    except (OSError, KeyRefused) as trouble:
        raise click.ClickException(
            "The private half is not on this machine, or its passphrase is another."
        ) from trouble
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise click.ClickException(f"{file} is there already; it was left as it is.") from there
    with os.fdopen(descriptor, "wb") as kept:
        kept.write(pem)
    click.echo(f"The private half of key {name} is in {file}, locked.")


@seal_key.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Take a private half in again from its backup."""
    require_migrated()
    passphrase = _passphrase()
    begin_writing()
    try:
        brought = keyring().bring(file.read_bytes(), passphrase)
    except certification.NoKey as refused:
        raise click.ClickException(refused.facts["why"]) from refused
    except certification.KeyThere as there:
        raise click.ClickException(
            f"This key was never of this district: key {there.facts['key']} signs."
        ) from there
    db.session.commit()
    click.echo(f"The private half of key {brought.key} is here again. The key {STATES[brought.state]}.")


def _private(key: SealKey) -> bool:
    try:
        keyring().private(key)
    except (OSError, KeyRefused):
        return False
    return True


def _key(name: str | None) -> SealKey:
    query = select(SealKey).where(SealKey.key == name if name else SealKey.state == "signs")
    found = db.session.scalar(query)
    if found is None:
        raise click.ClickException(
            f"There is no key {name}." if name else "No key signs yet: flask seal-key make"
        )
    return found


def _passphrase(*, confirm: bool = False) -> str:
    given = os.environ.get(VARIABLE)
    return given or str(
        click.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=confirm)
    )
