"""Who may sign in, and which roles they were granted where. Policy: ORG-8."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.directory import Region, Site
from app.models.roster import Person

ROLES = ("its", "region", "principal", "idm", "teacher", "finance", "technician", "auditor")


class User(Base):
    """An account. Who it belongs to in the roster is known where that matters (a teacher's rooms)."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = refers_to("people.id")
    disabled_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    grants: Mapped[list[Grant]] = relationship(back_populates="user", foreign_keys="Grant.user_id")

    @property
    def initials(self) -> str:
        return "".join(f"{part[0]}." for part in self.name.split()[:2])

    def __str__(self) -> str:
        return self.name


class Grant(Base):
    """A role given to a user at a site, in a region, or (with neither) in the whole district."""

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint(f"role IN ({', '.join(map(repr, ROLES))})", name="is_a_known_role"),
        CheckConstraint("site_id IS NULL OR region_id IS NULL", name="is_at_one_level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = refers_to("users.id")
    role: Mapped[str]
    site_id: Mapped[int | None] = refers_to("sites.id")
    region_id: Mapped[int | None] = refers_to("regions.id")
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])
    site: Mapped[Site | None] = relationship()
    region: Mapped[Region | None] = relationship()


class SignIn(Base):
    """One session of a user; ending the row ends the session wherever its cookie is."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    user_id: Mapped[int] = refers_to("users.id")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str | None]

    user: Mapped[User] = relationship()


class SignInAttempt(Base):
    """A try at the door, kept to slow down whoever guesses: `subject` is an address or an e-mail's hash."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    at: Mapped[datetime]
