"""The yearly certification of a site: from a cycle that ITS opens to a seal that lasts. Policy: CERT-1, CERT-5."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.db import Base, CanonicalJSON, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site
from app.models.register import Asset

CERTIFICATION_STATES = ("counting", "reconciling", "in_review", "returned", "signed", "accepted", "reopened")
CERTIFICATION_STEPS = (
    "opened", "counted", "sent_for_review", "returned", "signed", "accepted", "reopened", "taken_back",
)  # fmt: skip
ATTESTATION_KINDS = ("holder", "absence")


class Cycle(Base):
    """A fiscal year in which every site certifies. An asset seen from `seen_since` on counts as sighted.

    `categories` names the kinds of asset that are certified; none means all of them.
    """

    __tablename__ = "cycles"
    __table_args__ = (CheckConstraint("due_on >= began_on", name="is_due_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    began_on: Mapped[date]
    due_on: Mapped[date]
    seen_since: Mapped[datetime]
    categories: Mapped[list[str] | None] = mapped_column(CanonicalJSON)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    def __str__(self) -> str:
        return self.name


class Certification(Base):
    """A site in a cycle. Reopened by ITS, it stays as it was signed, and a new revision names it."""

    __tablename__ = "certifications"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(map(repr, CERTIFICATION_STATES))})", name="is_in_a_known_state"
        ),
        CheckConstraint("revision > 0", name="is_numbered_from_one"),
        CheckConstraint("(revision = 1) = (replaces_id IS NULL)", name="replaces_the_one_before"),
        UniqueConstraint("cycle_id", "site_id", "revision"),
        Index(
            "uq_certifications_one_standing_per_cycle_and_site",
            "cycle_id",
            "site_id",
            unique=True,
            sqlite_where=text("state <> 'reopened'"),
            postgresql_where=text("state <> 'reopened'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    cycle_id: Mapped[int] = refers_to("cycles.id", index=False)
    site_id: Mapped[int] = refers_to("sites.id")
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="counting")
    replaces_id: Mapped[int | None] = refers_to("certifications.id", index=False)

    cycle: Mapped[Cycle] = relationship()
    site: Mapped[Site] = relationship()
    replaces: Mapped[Certification | None] = relationship(remote_side=lambda: Certification.id)
    steps: Mapped[list[CertificationStep]] = relationship(
        back_populates="certification", order_by="CertificationStep.id"
    )


class CertificationStep(Base):
    """What somebody did to a certification, and with which word."""

    __tablename__ = "certification_steps"
    __table_args__ = (
        CheckConstraint(f"step IN ({', '.join(map(repr, CERTIFICATION_STEPS))})", name="is_a_known_step"),
        CheckConstraint(
            "step NOT IN ('returned', 'reopened', 'taken_back') OR comment IS NOT NULL",
            name="says_why_it_goes_back",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    certification_id: Mapped[int] = refers_to("certifications.id")
    step: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = refers_to("users.id", index=False)
    comment: Mapped[str | None]

    certification: Mapped[Certification] = relationship(back_populates="steps")
    by: Mapped[User | None] = relationship()


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


class SealKey(Base):
    """The public half of a key of the district; one signs, and those that signed before go on checking."""

    __tablename__ = "seal_keys"
    __table_args__ = (
        CheckConstraint("state IN ('signs', 'retired')", name="signs_or_is_retired"),
        CheckConstraint("(state = 'retired') = (retired_at IS NOT NULL)", name="is_retired_at_a_time"),
        Index(
            "uq_seal_keys_one_signs",
            "state",
            unique=True,
            sqlite_where=text("state = 'signs'"),
            postgresql_where=text("state = 'signs'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    pem: Mapped[str]
    state: Mapped[str] = mapped_column(default="signs")
    began_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Seal(Base):
    """What was signed, byte for byte; never changed and never removed. Policy: CERT-5."""

    __tablename__ = "seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    certification_id: Mapped[int] = refers_to("certifications.id", index=False, unique=True)
    key_id: Mapped[int] = refers_to("seal_keys.id", index=False)
    head: Mapped[dict[str, Any]]
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = refers_to("users.id", index=False)
    record: Mapped[str] = deferred(mapped_column(Text, nullable=False))
    mark: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))

    certification: Mapped[Certification] = relationship()
    key: Mapped[SealKey] = relationship()
    signed_by: Mapped[User] = relationship()


class SealPaper(Base):
    """A seal as a tagged PDF in one language, made of its record alone."""

    __tablename__ = "seal_papers"
    __table_args__ = (UniqueConstraint("seal_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seal_id: Mapped[int] = refers_to("seals.id", index=False)
    language: Mapped[str]
    made_at: Mapped[datetime]
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
