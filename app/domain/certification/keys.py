"""The district's keys: which one signs, which signed before, and the folder of their private halves."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain.refusals import Refusal
from app.files.seals import KeyRefused, PrivateKey
from app.models import SealKey


class NoKey(Refusal):
    """Nobody made a key yet, or its private half is not on this server, or its passphrase is another."""

    reason = "no_key"


class KeyThere(Refusal):
    """A key signs already; another takes its place only by rotation."""

    reason = "key_there"


@dataclass(frozen=True, slots=True)
class Keyring:
    """A folder of private halves, each a PEM file named by its key, locked where there is a passphrase."""

    folder: Path
    passphrase: str | None = None

    def make(self, *, rotate: bool = False) -> SealKey:
        """A new key that signs from now on; the one before is retired and goes on checking. Raises KeyThere."""
        before = signing_key()
        if before is not None and not rotate:
            raise KeyThere(key=before.key)
        private = PrivateKey.made()
        self._keep(private)
        return self._publish(private, before)

    def bring(self, pem: bytes, passphrase: str | None) -> SealKey:
        """Take a backed-up private half in again, and give the key it belongs to. Raises NoKey, KeyThere.

        One that was never published signs from now on, where no key does.
        """
        try:
            private = PrivateKey.read(pem, passphrase)
        except KeyRefused as refused:
            raise NoKey(why=str(refused)) from refused
        known, signs = (
            db.session.scalar(select(SealKey).where(SealKey.key == private.public.id)),
            signing_key(),
        )
        if known is None and signs is not None:
            raise KeyThere(key=signs.key)
        self._keep(private)
        return known or self._publish(private, None)

    def signing(self) -> tuple[SealKey, PrivateKey]:
        """The key that signs now, with its private half. Raises NoKey."""
        published = signing_key()
        if published is None:
            raise NoKey(why="made")
        try:
            return published, self.private(published)
        except (OSError, KeyRefused) as trouble:
            raise NoKey(why="kept", key=published.key) from trouble

    def private(self, published: SealKey) -> PrivateKey:
        """The private half of a key. Raises OSError, KeyRefused."""
        return PrivateKey.read(self._path(published.key).read_bytes(), self.passphrase)

    def _publish(self, private: PrivateKey, before: SealKey | None) -> SealKey:
        if before is not None:
            before.state, before.retired_at = "retired", clock.now()
            db.session.flush()
        published = SealKey(key=private.public.id, pem=private.public.pem.decode(), began_at=clock.now())
        db.session.add(published)
        db.session.flush()
        return published

    def _keep(self, private: PrivateKey) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(private.public.id)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(private.pem(self.passphrase))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.pem"


def signing_key() -> SealKey | None:
    """The key that signs now, if one was made."""
    return db.session.scalar(select(SealKey).where(SealKey.state == "signs"))
