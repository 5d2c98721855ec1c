"""What a site signed, byte for byte, with which key and on which paper. Policy: CERT-5."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.certification.certifications import Certification


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
