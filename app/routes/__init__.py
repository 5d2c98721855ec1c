"""Who asks: one blueprint for each feature word."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang every blueprint into the application."""
