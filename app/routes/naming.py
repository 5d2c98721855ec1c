"""Names that come in an address or a form."""

from uuid import UUID

from flask import abort


def uuid_or_none(text: str | None) -> UUID | None:
    """A uuid where one was sent."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def uuid_of(text: str | None) -> UUID:
    """A uuid as it was sent; what is none names nothing: 404."""
    uuid = uuid_or_none(text)
    if uuid is None:
        abort(404)
    return uuid
