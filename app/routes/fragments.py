"""Whether a whole page is asked for, or one part of it."""

from flask import request


def wants(part: str) -> bool:
    """Whether htmx asks for the part of the page with this id."""
    return request.headers.get("HX-Target", "").rpartition("#")[2] == part
