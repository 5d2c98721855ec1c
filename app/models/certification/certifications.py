"""A site in a cycle: its state, what somebody did to it, and where it stood on a day. Policy: CERT-3, CERT-4."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.certification.cycles import Cycle
from app.models.directory import Site

CERTIFICATION_STATES = ("counting", "reconciling", "in_review", "returned", "signed", "accepted", "reopened")
CERTIFICATION_STEPS = (
    "opened", "counted", "sent_for_review", "returned", "signed", "accepted", "reopened", "taken_back",
)  # fmt: skip


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


class DayMark(Base):
    """Where a certification stood at the end of a day, or stands today: so many assets, and how they end."""

    __tablename__ = "day_marks"
    __table_args__ = (
        CheckConstraint("sighted + explained + attested <= assets", name="ends_no_more_than_there_is"),
        Index("ix_day_marks_on", "on"),
    )

    certification_id: Mapped[int] = refers_to("certifications.id", index=False, primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    assets: Mapped[int]
    sighted: Mapped[int]
    explained: Mapped[int]
    attested: Mapped[int]
