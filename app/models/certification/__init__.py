"""The yearly certification of a site: from a cycle that ITS opens to a seal that lasts. Policy: CERT-1, CERT-5."""

from app.models.certification.attestations import ATTESTATION_KINDS, Attestation
from app.models.certification.certifications import (
    CERTIFICATION_STATES,
    CERTIFICATION_STEPS,
    Certification,
    CertificationStep,
    DayMark,
)
from app.models.certification.cycles import Cycle, DueMove
from app.models.certification.sealing import Seal, SealKey, SealPaper
from app.models.certification.spot_checks import SpotCheck

__all__ = [
    "ATTESTATION_KINDS", "CERTIFICATION_STATES", "CERTIFICATION_STEPS", "Attestation", "Certification",
    "CertificationStep", "Cycle", "DayMark", "DueMove", "Seal", "SealKey", "SealPaper", "SpotCheck",
]  # fmt: skip
