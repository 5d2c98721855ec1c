"""Who asks: one blueprint for each feature word."""

from flask import Flask

from app.routes import (
    access,
    audits,
    directory,
    errors,
    insight,
    offline,
    register,
    roster,
    scanning,
    shell,
)


def register_all(app: Flask) -> None:
    """Hang every blueprint into the application, and what their pages share."""
    shell.furnish(app)
    errors.answer(app)
    for feature in (access, audits, directory, insight, offline, register, roster, scanning):
        app.register_blueprint(feature.bp)
