"""How Alembic meets the application's database."""

from typing import Any

from alembic import context
from flask import current_app

from app import models
from app.db import Base, CanonicalJSON, Instant, db

__all__ = ["models"]


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own types as what they are in the database, so that a migration stands without the application."""
    if kind != "type" or not isinstance(item, Instant | CanonicalJSON):
        return False
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else "sa.Text()"


def run() -> None:
    """Run the migrations in one transaction of the application's own engine."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
