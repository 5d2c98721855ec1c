"""The district's key: its private half signs a seal, its public half is all that checking needs."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)


class KeyRefused(ValueError):
    """What was given is no key of this kind, or its passphrase is another."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that is published."""

    key: Ed25519PublicKey

    @classmethod
    def read(cls, pem: bytes) -> "PublicKey":
        """A public key from its PEM. Raises KeyRefused."""
        try:
            key = load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm) as trouble:
            raise KeyRefused("This is not a public key in PEM form.") from trouble
        if not isinstance(key, Ed25519PublicKey):
            raise KeyRefused("This is a key of another kind: a seal is signed with Ed25519.")
        return cls(key)

    @property
    def id(self) -> str:
        """How the key is called: the first 16 hex digits of the SHA-256 of its 32 bytes."""
        raw = self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return hashlib.sha256(raw).hexdigest()[:16]

    @property
    def pem(self) -> bytes:
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, signature: str, message: bytes) -> bool:
        """Whether the private half made this signature of this message, in hex as it writes it."""
        try:
            raw = bytes.fromhex(signature)
            self.key.verify(raw, message)
        except (InvalidSignature, ValueError):
            return False
        return raw.hex() == signature


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The half that signs, and never leaves the server but in a back-up of its own."""

    key: Ed25519PrivateKey

    @classmethod
    def made(cls) -> "PrivateKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, pem: bytes, passphrase: str | None = None) -> "PrivateKey":
        """A private key from its PEM. Raises KeyRefused."""
        try:
            key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as trouble:
            raise KeyRefused("This is not a private key, or its passphrase is another.") from trouble
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyRefused("This is a key of another kind: a seal is signed with Ed25519.")
        return cls(key)

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.key.public_key())

    def pem(self, passphrase: str | None = None) -> bytes:
        """The key as a file keeps it, locked where there is a passphrase."""
        lock: KeySerializationEncryption = (
            BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        )
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)

    def sign(self, message: bytes) -> str:
        """The signature of a message, in hex."""
        return self.key.sign(message).hex()
