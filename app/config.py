"""Settings that come from the environment, with what holds where nothing was said."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

UPLOAD_BYTES = 64 * 1024 * 1024
SYNC_BYTES = 4 * 1024 * 1024


def settings(instance: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's configuration. DATABASE_URL, SECRET_KEY and ROLLCALL_* are promises; docs/installing.md explains them."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    https = environment.get("ROLLCALL_HTTPS", "") == "1"
    return {
        "SECRET_KEY": environment.get("SECRET_KEY") or _kept_secret(instance),
        "SQLALCHEMY_DATABASE_URI": _database(environment.get("DATABASE_URL"), instance),
        "SQLALCHEMY_ENGINE_OPTIONS": {"max_overflow": 16},
        "MAX_CONTENT_LENGTH": UPLOAD_BYTES,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-rollcall" if https else "rollcall",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=1),
        "BABEL_DEFAULT_LOCALE": environment.get("ROLLCALL_LANGUAGE", "en"),
        "ROLLCALL_HTTPS": https,
        "ROLLCALL_PROXIES": int(environment.get("ROLLCALL_PROXIES", "0")),
        "ROLLCALL_ADDRESS": environment.get("ROLLCALL_ADDRESS", ""),
        "ROLLCALL_DISTRICT": environment.get("ROLLCALL_DISTRICT", "Rollcall demonstration district"),
        "ROLLCALL_TIMEZONE": environment.get("ROLLCALL_TIMEZONE", "America/Los_Angeles"),
        "ROLLCALL_FILES": environment.get("ROLLCALL_FILES", str(instance / "files")),
        "ROLLCALL_SMTP": environment.get("ROLLCALL_SMTP", ""),
        "ROLLCALL_MAIL_FROM": environment.get("ROLLCALL_MAIL_FROM", "Rollcall <rollcall@localhost>"),
        "ROLLCALL_KEYS": environment.get("ROLLCALL_KEYS", str(instance / "keys")),
        "ROLLCALL_KEY_PASSPHRASE": environment.get("ROLLCALL_KEY_PASSPHRASE") or None,
        "ROLLCALL_JOBS_AT_ONCE": environment.get("ROLLCALL_JOBS_AT_ONCE", "") == "1",
        "ROLLCALL_PASSWORDS": "strong",
    }


def _database(url: str | None, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'rollcall.db'}"
    for spelling in ("postgres://", "postgresql://"):
        if url.startswith(spelling):
            return "postgresql+psycopg://" + url.removeprefix(spelling)
    return url


def _kept_secret(instance: Path) -> str:
    """A secret made once and kept beside the database, so that a restart signs nobody out."""
    path = instance / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()
