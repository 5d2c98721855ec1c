"""A certification under way at a school, an attestation in it, and a seal of an earlier one."""

import json
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select

from app.clock import now, written
from app.db import db
from app.domain import certification
from app.domain.ledger import Act
from app.files.seals import PrivateKey, seal
from app.models import Asset, Certification, Cycle, Seal, SealKey, Site


class Certified(TypedDict):
    cycle: UUID
    certification: UUID
    attestation: UUID
    seal: UUID
    seal_key: str


def certified(site: Site, asset: Asset, act: Act) -> Certified:
    """The uuids that addresses of the certification need."""
    cycle = certification.current() or certification.open_cycle(act)
    found = certification.join(cycle, site, act)
    attested = certification.attest_holder(found, asset, "It is at home.", act)
    sealed = _sealed(site, act)
    return {
        "cycle": cycle.uuid, "certification": found.uuid, "attestation": attested.uuid, "seal": sealed.uuid,
        "seal_key": sealed.key.key,
    }  # fmt: skip


def _sealed(site: Site, act: Act) -> Seal:
    """What the site signed a year ago."""
    private = PrivateKey.made()
    key = SealKey(key=private.public.id, pem=private.public.pem.decode(), state="retired", began_at=now())
    key.retired_at = now()
    before = _cycle_before(act)
    earlier = Certification(cycle_id=before.id, site_id=site.id, revision=1, state="signed")
    db.session.add_all([key, earlier])
    db.session.flush()
    told = {
        "certification": {"uuid": str(earlier.uuid), "revision": 1, "replaces": None},
        "site": {"code": site.code, "name": site.name},
        "cycle": {"name": before.name, "due_on": before.due_on.isoformat()},
        "statement": {"language": "en", "text": "I certify."},
        "signed": {
            "by": str(site.uuid),
            "name": "Paul Marshall",
            "typed": "Paul Marshall",
            "at": written(now()),
        },
    }
    record = seal(told, [], private)
    sealed = Seal(
        certification=earlier, key=key, head=json.loads(record)["head"], record=record, mark=b"", signed_at=now(),
        signed_by=act.actor,
    )  # fmt: skip
    db.session.add(sealed)
    db.session.flush()
    return sealed


def _cycle_before(act: Act) -> Cycle:
    there = db.session.scalar(select(Cycle).where(Cycle.name == "2025-26"))
    if there is not None:
        return there
    now_open = certification.current()
    assert now_open is not None
    before = Cycle(
        name="2025-26", began_on=now_open.began_on.replace(year=2025), due_on=now_open.due_on.replace(year=2026),
        seen_since=now_open.seen_since.replace(year=2025), opened_at=act.happened_at,
    )  # fmt: skip
    db.session.add(before)
    db.session.flush()
    return before
