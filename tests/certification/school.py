"""Marshall Middle as far as the tests of its certification have it: counted in part, and signed for by Paul."""

from typing import Any

from app.domain import certification
from app.domain.certification import Keyring, Signing
from app.files.seals import fingerprint
from app.models import Certification, Seal
from tests.district import District

COUNTED = ("A1001", "A1002", "A1003")


def ends(found: Certification) -> dict[str, str]:
    return {str(one.leaf["tag"]): one.end for one in certification.ends_of(found)}


def signs(found: Certification, keyring: Keyring, district: District, **more: Any) -> Seal:
    leaves = [one.leaf for one in certification.ends_of(found)]
    told = {
        "statement": "I certify this inventory.", "language": "en", "typed_name": "paul  marshall", "mark": b"PNG",
        "seen": fingerprint(leaves),
    }  # fmt: skip
    return certification.sign(found, Signing(**(told | more)), keyring, district.act("paul"))
