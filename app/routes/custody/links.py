"""The address of a confirmation link, and the code that leads to it."""

from flask import current_app, url_for

from app import clock
from app.domain.custody import confirming
from app.files.symbols import CodeTooLong, Symbol, draw
from app.models import ConfirmationLink


def address_of(link: ConfirmationLink | None) -> str | None:
    """Where a holder confirms, while the link holds."""
    if link is None or link.closed_at is not None or link.expires_at <= clock.now():
        return None
    token = confirming.token_of(link, key())
    return url_for("custody.confirmation", token=token, _external=True)


def symbol_of(address: str | None) -> Symbol | None:
    """The QR code of an address."""
    try:
        return draw(address) if address else None
    except CodeTooLong:
        return None


def key() -> str | bytes:
    """What this server signs with."""
    secret = current_app.secret_key
    assert secret is not None  # noqa: S101 - the configuration always has one
    return secret
