"""The district's regions, its sites, their rooms and their school days. Policy: ORG-1, ORG-6."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7

DAYS_KINDS = ("school_year", "break", "holiday", "school_day")
ROOM_KINDS = ("classroom", "lab", "library", "office", "storage", "other")


class Region(Base):
    """A part of the district with an administrator of its own."""

    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]

    sites: Mapped[list[Site]] = relationship(back_populates="region")


class Site(Base):
    """A school or a central office, known to everyone by its location code."""

    __tablename__ = "sites"
    __table_args__ = (CheckConstraint("kind IN ('school', 'office')", name="is_a_school_or_an_office"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default="school")
    region_id: Mapped[int | None] = refers_to("regions.id")
    street: Mapped[str | None]
    city: Mapped[str | None]
    state: Mapped[str | None]
    zip: Mapped[str | None]
    phone: Mapped[str | None]
    grades: Mapped[str | None]
    enrolment: Mapped[int | None]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    region: Mapped[Region | None] = relationship(back_populates="sites")
    rooms: Mapped[list[Room]] = relationship(back_populates="site")

    def __str__(self) -> str:
        return self.name


class Room(Base):
    """A place in a site that has a door."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id")
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="classroom")
    closed_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship(back_populates="rooms")

    def __str__(self) -> str:
        return self.name

    @property
    def stores(self) -> bool:
        """Whether what stands here waits to be issued. Policy: REG-5."""
        return self.kind == "storage"


class CalendarDays(Base):
    """Days of the district's calendar, or (where a site is named) that site's own.

    A school year says when there is school at all; a break is none for schools, a holiday for nobody; a school day
    is one in spite of all of these. What is removed stays known.
    """

    __tablename__ = "calendar_days"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, DAYS_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint("ends_on >= begins_on", name="ends_after_it_begins"),
        Index("ix_calendar_days_site_id_begins_on", "site_id", "begins_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    kind: Mapped[str]
    name: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site | None] = relationship()
