"""The guardians of students, whom letters go to. Policy: RST-1."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.roster import Person


class Guardian(Base):
    """A parent or guardian as the roster names them; `gone_at` says since when it names them no more."""

    __tablename__ = "guardians"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    sourced_id: Mapped[str | None] = mapped_column(unique=True)
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    gone_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def __str__(self) -> str:
        return self.name


class Guardianship(Base):
    """A guardian answers for a student, until the roster says otherwise."""

    __tablename__ = "guardianships"
    __table_args__ = (
        Index(
            "uq_guardianships_one_open_per_guardian_and_person",
            "guardian_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guardian_id: Mapped[int] = refers_to("guardians.id", index=False)
    person_id: Mapped[int] = refers_to("people.id")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    guardian: Mapped[Guardian] = relationship()
    person: Mapped[Person] = relationship()
