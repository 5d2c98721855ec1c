"""Whether the database is one that this release can work with."""

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.db import db

UPGRADE = "`flask --app wsgi db upgrade`"


def require_migrated() -> None:
    """Say what to do, instead of failing, where the tables are not there or not of this release."""
    try:
        with db.engine.connect() as connection:
            found = schema_of(connection)
    except OperationalError as trouble:
        raise click.ClickException(f"The database does not answer: {trouble.orig}") from None
    if found == newest():
        return
    if found is None:
        raise click.ClickException(f"This database has no tables yet. Run {UPGRADE} first.")
    if is_known(found):
        raise click.ClickException(f"This database is of an older release ({found}). Run {UPGRADE} first.")
    raise click.ClickException(f"This database is of a newer release ({found}) than this program.")


def schema_of(connection: Connection) -> str | None:
    """The migration a database is at; None where it has no tables."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The migration this release needs."""
    return _scripts().get_current_head()


def is_known(revision: str) -> bool:
    """Whether this release knows the way from there."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)
