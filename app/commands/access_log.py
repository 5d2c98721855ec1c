"""Who was shown which students: `flask access-log`."""

import click
from flask.cli import with_appcontext

from app.commands.migrated import require_migrated


@click.group("access-log")
def access_log() -> None:
    """The access log for student data."""


@access_log.command()
@with_appcontext
def forget() -> None:
    """Remove what is older than the policy access_log_days; `flask jobs` does the same every night."""
    from app.jobs import forgetting

    require_migrated()
    click.echo(f"{forgetting.forget_looks():,} forgotten.")
