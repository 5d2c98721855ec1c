"""A room counted once: what was sighted, what was explained, what was expected. Policy: CERT-2."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room, Site
from app.models.register import Asset, Attachment

VERDICTS = ("already", "found", "other_site", "here", "held", "elsewhere", "unregistered")
METHODS = ("camera", "wedge", "typed", "photo", "seen")
ABSENCE_REASONS = ("student_absent", "at_home", "with_repair", "other")


class Audit(Base):
    """One room counted once, by as many people as like."""

    __tablename__ = "audits"
    __table_args__ = (
        Index(
            "uq_audits_one_open_per_room",
            "room_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("ix_audits_room_id_opened_at", "room_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = refers_to("rooms.id", index=False)
    site_id: Mapped[int] = refers_to("sites.id")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = refers_to("users.id", index=False)
    finished_at: Mapped[datetime | None]
    heard_finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    room: Mapped[Room] = relationship()
    site: Mapped[Site] = relationship()
    opened_by: Mapped[User] = relationship(foreign_keys=[opened_by_id])
    finished_by: Mapped[User | None] = relationship(foreign_keys=[finished_by_id])
    names: Mapped[list[AuditName]] = relationship(back_populates="audit", order_by="AuditName.id")

    @property
    def uuid(self) -> UUID:
        """The first of its names."""
        return self.names[0].uuid

    @property
    def open(self) -> bool:
        return self.finished_at is None


class AuditName(Base):
    """A UUID that means an audit: two phones that opened one room each brought their own."""

    __tablename__ = "audit_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    audit_id: Mapped[int] = refers_to("audits.id")

    audit: Mapped[Audit] = relationship(back_populates="names")


class Sighting(Base):
    """Somebody saw a code in a room. `uuid` is the operation that said so."""

    __tablename__ = "sightings"
    __table_args__ = (
        CheckConstraint(f"verdict IN ({', '.join(map(repr, VERDICTS))})", name="has_a_known_verdict"),
        CheckConstraint(f"method IN ({', '.join(map(repr, METHODS))})", name="has_a_known_method"),
        Index("ix_sightings_asset_id_captured_at", "asset_id", "captured_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    audit_id: Mapped[int] = refers_to("audits.id")
    asset_id: Mapped[int | None] = refers_to("assets.id", index=False)
    code: Mapped[str]
    method: Mapped[str]
    verdict: Mapped[str]
    note: Mapped[str | None]
    captured_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = refers_to("users.id", index=False)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    photo_id: Mapped[int | None] = refers_to("attachments.id", index=False)

    audit: Mapped[Audit] = relationship()
    asset: Mapped[Asset | None] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    photo: Mapped[Attachment | None] = relationship()


class Forerunner(Base):
    """An undo, or a finish, that was heard before the sighting or the audit it is about, and waits for it."""

    __tablename__ = "forerunners"
    __table_args__ = (CheckConstraint("kind IN ('undo', 'finish')", name="is_an_undo_or_a_finish"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    about: Mapped[UUID] = mapped_column(unique=True)
    operation: Mapped[UUID]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    captured_at: Mapped[datetime]

    by: Mapped[User] = relationship()


class Absence(Base):
    """Not here because…: an expected asset that was explained instead of seen. `uuid` is the operation that said so."""

    __tablename__ = "absences"
    __table_args__ = (
        Index("ix_absences_audit_id_asset_id", "audit_id", "asset_id"),
        CheckConstraint(f"reason IN ({', '.join(map(repr, ABSENCE_REASONS))})", name="has_a_known_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    audit_id: Mapped[int] = refers_to("audits.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    reason: Mapped[str]
    captured_at: Mapped[datetime]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    undone_at: Mapped[datetime | None]

    audit: Mapped[Audit] = relationship()
    asset: Mapped[Asset] = relationship()


class Expectation(Base):
    """An asset that a finished audit expected, as the register stood then."""

    __tablename__ = "expectations"

    audit_id: Mapped[int] = refers_to("audits.id", index=False, primary_key=True)
    asset_id: Mapped[int] = refers_to("assets.id", primary_key=True)
