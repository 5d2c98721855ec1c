"""What people owe the inventory besides counting: training, and telling of a breach. Policy: ORG-3, ORG-9."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site


class Training(Base):
    """The material of a fiscal year's training, which the district keeps. Policy: ORG-3."""

    __tablename__ = "trainings"
    __table_args__ = (Index("ix_trainings_year_began_on", "year_began_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    year_began_on: Mapped[date]
    title: Mapped[str]
    text: Mapped[str]
    address: Mapped[str | None]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    published_by: Mapped[User | None] = relationship()


class TrainingCompletion(Base):
    """Somebody went through a training."""

    __tablename__ = "training_completions"
    __table_args__ = (UniqueConstraint("training_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = refers_to("trainings.id", index=False)
    user_id: Mapped[int] = refers_to("users.id")
    completed_at: Mapped[datetime]

    training: Mapped[Training] = relationship()
    user: Mapped[User] = relationship()


class Breach(Base):
    """A suspected breach of policy, told to ITS by anyone and followed until it is closed. Policy: ORG-9."""

    __tablename__ = "breaches"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="is_closed_by_somebody"),
        Index(
            "ix_breaches_where_open",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int | None] = refers_to("sites.id")
    what: Mapped[str]
    told_at: Mapped[datetime]
    told_by_id: Mapped[int] = refers_to("users.id")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site | None] = relationship()
    told_by: Mapped[User] = relationship(foreign_keys=[told_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    notes: Mapped[list[BreachNote]] = relationship(back_populates="breach", order_by="BreachNote.id")

    @property
    def open(self) -> bool:
        return self.closed_at is None


class BreachNote(Base):
    """What was done about a breach."""

    __tablename__ = "breach_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = refers_to("breaches.id")
    at: Mapped[datetime]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    note: Mapped[str]

    breach: Mapped[Breach] = relationship(back_populates="notes")
    by: Mapped[User] = relationship()
