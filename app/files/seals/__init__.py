"""The sealed record of a certification: made once, checked by anyone, without a database. Policy: CERT-5."""

from app.files.seals.checking import Checked, Fault, check
from app.files.seals.keys import KeyRefused, PrivateKey, PublicKey
from app.files.seals.leaves import ENDS, Leaf, counts_of, fingerprint, percent_accounted
from app.files.seals.sealing import seal

__all__ = [
    "ENDS", "Checked", "Fault", "KeyRefused", "Leaf", "PrivateKey", "PublicKey", "check", "counts_of",
    "fingerprint", "percent_accounted", "seal",
]  # fmt: skip
