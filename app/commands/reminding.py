"""What is due, made into reminders and sent: `flask remind`."""

import click
from flask.cli import with_appcontext

from app.commands.migrated import require_migrated


@click.command()
@with_appcontext
def remind() -> None:
    """Make and send the reminders that are due; `flask jobs` does the same every morning."""
    from app.jobs import reminding

    require_migrated()
    made, sent = reminding.remind()
    click.echo(f"{made:,} made, {sent:,} sent.")
