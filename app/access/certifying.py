"""The doors to certifications and what hangs on them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.access.doors import scope
from app.access.finding import one
from app.models import Attestation, Certification, CertificationStep, Cycle, DueMove, Seal


def cycle(uuid: UUID) -> Cycle:
    """A cycle in which one's sites take part, with what was changed of it."""
    own = select(Certification.cycle_id).where(scope().where(Certification.site_id))
    query = select(Cycle).where(Cycle.uuid == uuid, Cycle.id.in_(own))
    return one(query.options(selectinload(Cycle.moves).joinedload(DueMove.by)))


def certification(uuid: UUID) -> Certification:
    """A certification of one's sites, with its cycle and its story."""
    query = select(Certification).where(Certification.uuid == uuid, scope().where(Certification.site_id))
    return one(
        query.options(
            joinedload(Certification.cycle),
            joinedload(Certification.site),
            joinedload(Certification.steps).joinedload(CertificationStep.by),
        )
    )


def attestation(uuid: UUID) -> Attestation:
    """Somebody's word for a device of one's sites."""
    query = select(Attestation).join(Certification, Certification.id == Attestation.certification_id)
    return one(query.where(Attestation.uuid == uuid, scope().where(Certification.site_id)))


def seal(uuid: UUID) -> Seal:
    """What a site of one's own sealed."""
    query = select(Seal).join(Certification, Certification.id == Seal.certification_id)
    return one(query.where(Seal.uuid == uuid, scope().where(Certification.site_id)))


def public_seal(uuid: UUID) -> Seal:
    """A seal as anybody may look at it who holds its paper."""
    query = select(Seal).where(Seal.uuid == uuid)
    return one(
        query.options(joinedload(Seal.certification).joinedload(Certification.site), joinedload(Seal.key))
    )
