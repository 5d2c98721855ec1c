"""The folder of private keys that the settings name."""

from pathlib import Path

from flask import current_app

from app.domain.certification import Keyring


def keyring() -> Keyring:
    """The district's keys as this server has them."""
    return Keyring(Path(current_app.config["ROLLCALL_KEYS"]), current_app.config["ROLLCALL_KEY_PASSPHRASE"])
