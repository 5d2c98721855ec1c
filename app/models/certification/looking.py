"""What stands beside the counts: somebody's word, and a second look at some devices. Policy: LAW-4."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
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


class SpotCheck(Base):
    """An asset drawn at random, which the administrator or a second person looks at again. Policy: LAW-4.

    Who draws once more leaves the draws before as they are: `draw_number` tells them apart.
    """

    __tablename__ = "spot_checks"
    __table_args__ = (
        UniqueConstraint("certification_id", "asset_id"),
        CheckConstraint("(seen_at IS NULL) = (seen_by_id IS NULL)", name="is_seen_by_somebody"),
        CheckConstraint("draw_number > 0", name="is_of_a_numbered_draw"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    certification_id: Mapped[int] = refers_to("certifications.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    draw_number: Mapped[int] = mapped_column(default=1)
    by_whom_answers: Mapped[bool]
    drawn_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    asset: Mapped[Asset] = relationship()
    seen_by: Mapped[User | None] = relationship()
