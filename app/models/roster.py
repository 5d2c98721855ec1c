"""The people of a site: its students, its staff, and which rooms they answer for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.directory import Room, Site


class Person(Base):
    """A student or a member of staff, who may hold devices and answer for them. Policy: REG-4.

    `sourced_id` is what the roster calls them, `external_id` the number that people know them by.
    """

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("kind IN ('student', 'staff')", name="is_a_student_or_staff"),
        Index("ix_people_site_id_family_name_given_name", "site_id", "family_name", "given_name", "id"),
        Index("uq_people_sourced_id", "sourced_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    kind: Mapped[str]
    sourced_id: Mapped[str | None]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    badge: Mapped[str | None] = mapped_column(index=True)
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    homeroom_id: Mapped[int | None] = refers_to("rooms.id")
    grade: Mapped[str | None]
    programme: Mapped[str | None]
    left_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship()
    homeroom: Mapped[Room | None] = relationship()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def listed_name(self) -> str:
        """As a list has it, by the family's name."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def initials(self) -> str:
        return "".join(f"{part[0]}." for part in (self.given_name, self.family_name) if part)

    @property
    def badge_end(self) -> str | None:
        """What a phone may keep of a badge: its last digits."""
        badge = self.badge or ""
        return badge[-3:] if len(badge) > 3 else badge[-2:] or None

    def __str__(self) -> str:
        return self.name


class Responsibility(Base):
    """Somebody answers for what is in a room, from a day until another. Policy: CUS-7."""

    __tablename__ = "responsibilities"
    __table_args__ = (
        Index(
            "uq_responsibilities_one_open_per_room",
            "room_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = refers_to("rooms.id", index=False)
    person_id: Mapped[int] = refers_to("people.id")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    room: Mapped[Room] = relationship()
    person: Mapped[Person] = relationship()


class RosterOrg(Base):
    """Which of our sites a roster means by one of its organisations, as somebody said once."""

    __tablename__ = "roster_orgs"

    id: Mapped[int] = mapped_column(primary_key=True)
    sourced_id: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers_to("sites.id")
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site] = relationship()
