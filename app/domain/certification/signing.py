"""The principal signs: what was reviewed is frozen, signed with the district's key and kept. Policy: CERT-3."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.clock import written
from app.db import db
from app.domain.certification.ends import Ended, ends_of
from app.domain.certification.keys import Keyring
from app.domain.certification.sights import counters_since
from app.domain.certification.spot_checks import drawn, told_of
from app.domain.certification.states import take_step
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.files.seals import fingerprint, seal
from app.models import Certification, Seal, User


class ChangedSinceOpened(Refusal):
    """Something changed since the page was opened: nobody signs for what they did not see."""

    reason = "changed_since_opened"


class NotTheName(Refusal):
    """The name that was typed is not the signer's."""

    reason = "not_the_name"


class SoleCounter(Refusal):
    """The signer counted alone; the count and the sign-off are two people. Policy: LAW-4."""

    reason = "sole_counter"


@dataclass(frozen=True, slots=True)
class Signing:
    """What the signer did: the statement they were shown, the name they typed, the mark they drew (PNG, re-encoded).

    `seen` is the fingerprint of what they reviewed; `identified` says how they were known to be themselves.
    """

    statement: str
    language: str
    typed_name: str
    mark: bytes
    seen: str
    identified: str = "password"


def sign(certification: Certification, signing: Signing, keyring: Keyring, act: Act) -> Seal:
    """Seal a certification. Raises NotNow, TakenBack, ChangedSinceOpened, NotTheName, SoleCounter, NoKey."""
    signer = act.actor
    if signer is None or _plain(signing.typed_name) != _plain(signer.name):
        raise NotTheName(name=signer.name if signer else "")
    take_step(certification, "signed", act)
    ended = ends_of(certification)
    leaves = [one.leaf for one in ended]
    if fingerprint(leaves) != signing.seen:
        raise ChangedSinceOpened
    counters = counters_since(certification.site_id, certification.cycle.seen_since)
    if set(counters) == {signer.id}:
        raise SoleCounter(name=signer.name)
    published, private = keyring.signing()
    told = _told(certification, signing, signer, act) | _beside(certification, ended, counters)
    record = seal(told, leaves, private)
    sealed = Seal(
        certification_id=certification.id, key_id=published.id, signed_at=act.happened_at, signed_by_id=signer.id,
        mark=signing.mark, record=record, head=json.loads(record)["head"],
    )  # fmt: skip
    db.session.add(sealed)
    db.session.flush()
    return sealed


def seal_of(certification: Certification | None) -> Seal | None:
    """The seal of a certification, where it was signed."""
    if certification is None:
        return None
    return db.session.scalar(select(Seal).where(Seal.certification_id == certification.id))


def _told(certification: Certification, signing: Signing, signer: User, act: Act) -> dict[str, object]:
    cycle, site, before = certification.cycle, certification.site, seal_of(certification.replaces)
    return {
        "certification": {
            "uuid": str(certification.uuid),
            "revision": certification.revision,
            "replaces": str(before.uuid) if before else None,
        },
        "cycle": {
            "name": cycle.name,
            "due_on": cycle.due_on.isoformat(),
            "seen_since": written(cycle.seen_since),
        },
        "site": {"code": site.code, "name": site.name},
        "statement": {"language": signing.language, "text": signing.statement},
        "signed": {
            "by": str(signer.uuid),
            "name": signer.name,
            "typed": " ".join(signing.typed_name.split()),
            "at": written(act.happened_at),
            "identified": signing.identified,
            "mark": hashlib.sha256(signing.mark).hexdigest(),
        },
    }


def _beside(
    certification: Certification, ended: Sequence[Ended], counters: Mapping[int, str]
) -> dict[str, object]:
    """Who counted, what only those counted who answer for it, and which spot checks were made. Policy: LAW-4."""
    return {
        "counted_by": sorted(counters.values()),
        "counted_by_whom_answers": sum(one.answering for one in ended),
        "spot_checks": told_of(drawn(certification)),
    }


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
