"""Somebody's word for a device that nobody saw in a cycle. Policy: CERT-2."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.certification.certifications import Certification
from app.models.register import Asset

ATTESTATION_KINDS = ("holder", "absence")


class Attestation(Base):
    """Somebody's word that an asset exists though nobody saw it in this cycle; counted and printed apart.

    `holder`: the holder confirmed it. `absence`: a reason, with a sign of life from device management in this cycle.
    `repeats` is what was said in the revision before, where somebody confirmed that it still holds.
    """

    __tablename__ = "attestations"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, ATTESTATION_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint("(kind = 'absence') = (alive_at IS NOT NULL)", name="shows_life_when_absent"),
        Index(
            "uq_attestations_one_per_certification_and_asset",
            "certification_id",
            "asset_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    certification_id: Mapped[int] = refers_to("certifications.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    kind: Mapped[str]
    word: Mapped[str]
    alive_at: Mapped[datetime | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    repeats_id: Mapped[int | None] = refers_to("attestations.id", index=False)

    certification: Mapped[Certification] = relationship()
    asset: Mapped[Asset] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
