"""What a door does with its query: the one thing, or a 404."""

from typing import TypeVar

from flask import abort
from sqlalchemy import Select

from app.db import db

T = TypeVar("T")


def one(query: Select[T]) -> T:
    """The one thing that a query finds; what is not there and what is not yours are the same 404."""
    found = db.session.scalar(query)
    if found is None:
        abort(404)
    return found
