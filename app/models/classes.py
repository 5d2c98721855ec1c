"""The classes of a school, where they meet, and who teaches and learns in them. Policy: PLN-4."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.directory import Room, Site
from app.models.roster import Person


class SchoolClass(Base):
    """A class of a school as the roster has it; `ended_at` says since when the roster has it no more."""

    __tablename__ = "classes"
    __table_args__ = (
        CheckConstraint("kind IN ('homeroom', 'scheduled')", name="is_a_homeroom_or_scheduled"),
        Index("ix_classes_site_id_title", "site_id", "title", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    sourced_id: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str]
    code: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="scheduled")
    room_id: Mapped[int | None] = refers_to("rooms.id")
    ended_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship()
    room: Mapped[Room | None] = relationship()

    def __str__(self) -> str:
        return self.title


class Enrollment(Base):
    """Somebody learns or teaches in a class: from and to the days the roster says, until it drops them."""

    __tablename__ = "enrollments"
    __table_args__ = (
        CheckConstraint("role IN ('student', 'teacher')", name="learns_or_teaches"),
        CheckConstraint("ended_on >= began_on", name="ends_after_it_begins"),
        Index(
            "uq_enrollments_one_open_per_class_person_role",
            "class_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("dropped_at IS NULL"),
            postgresql_where=text("dropped_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sourced_id: Mapped[str | None] = mapped_column(unique=True)
    class_id: Mapped[int] = refers_to("classes.id", index=False)
    person_id: Mapped[int] = refers_to("people.id")
    role: Mapped[str] = mapped_column(default="student")
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    dropped_at: Mapped[datetime | None]

    school_class: Mapped[SchoolClass] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def holds(cls, day: date) -> ColumnElement[bool]:
        """The condition that an enrolment counts on a day."""
        return and_(
            cls.dropped_at.is_(None),
            or_(cls.began_on.is_(None), cls.began_on <= day),
            or_(cls.ended_on.is_(None), cls.ended_on >= day),
        )
