"""The long work that pages leave behind, done one piece after another: `flask jobs`."""

import click
from flask.cli import with_appcontext


@click.command()
@click.option("--workers", default=1, show_default=True, help="How many pieces of work at a time.")
@with_appcontext
def jobs(workers: int) -> None:
    """Do the long work (imports, letters, backups) until told to stop."""
    # What is done by the clock is known once it is read.
    from app.jobs import forgetting, huey, reminding, watching  # noqa: F401

    # What stops a service stops it gently: the piece in hand is finished first.
    huey.create_consumer(workers=workers, graceful_signal="TERM").run()
