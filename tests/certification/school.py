"""Marshall Middle as far as the tests of its certification have it: counted in part, and signed for by Paul."""

from typing import Any

from app.db import db
from app.domain import certification
from app.domain.certification import Keyring, Signing
from app.files.seals import fingerprint
from app.models import Certification, Person, Seal
from tests.district import District

COUNTED = ("A1001", "A1002", "A1003")


def staff_account(district: District, login: str, given_name: str, family_name: str) -> Person:
    """Somebody with an account is a member of staff of Marshall Middle, too."""
    found = Person(
        site_id=district.site("8217").id, kind="staff", given_name=given_name, family_name=family_name
    )
    db.session.add(found)
    db.session.flush()
    district.user(login).person_id = found.id
    return found


def ends(found: Certification) -> dict[str, str]:
    return {str(one.leaf["tag"]): one.end for one in certification.ends_of(found)}


def signs(found: Certification, keyring: Keyring, district: District, **more: Any) -> Seal:
    leaves = [one.leaf for one in certification.ends_of(found)]
    told = {
        "statement": "I certify this inventory.", "language": "en", "typed_name": "paul  marshall", "mark": b"PNG",
        "seen": fingerprint(leaves),
    }  # fmt: skip
    return certification.sign(found, Signing(**(told | more)), keyring, district.act("paul"))
