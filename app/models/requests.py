"""What teachers and end users ask for, which the IDM carries out or declines with a word. Policy: ORG-10."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room, Site
from app.models.register import Asset
from app.models.roster import Person

REQUEST_KINDS = ("move", "reassign", "repair", "salvage", "return")
REQUEST_ANSWERS = ("carried_out", "declined", "withdrawn")


class Request(Base):
    """A change of one device that somebody asked for; one of a kind may be open for a device."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, REQUEST_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint(f"answer IN ({', '.join(map(repr, REQUEST_ANSWERS))})", name="has_a_known_answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="is_answered_at_a_time"),
        CheckConstraint("(answer IS NULL) = (answered_by_id IS NULL)", name="is_answered_by_somebody"),
        CheckConstraint("answer <> 'declined' OR word IS NOT NULL", name="is_declined_with_a_word"),
        Index(
            "uq_requests_one_open_per_asset_and_kind",
            "asset_id",
            "kind",
            unique=True,
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
        Index("ix_requests_site_id_answer", "site_id", "answer", "id"),
        Index("ix_requests_asked_by_id_read_at", "asked_by_id", "read_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id")
    kind: Mapped[str]
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    person_id: Mapped[int | None] = refers_to("people.id", index=False)
    note: Mapped[str | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = refers_to("users.id", index=False)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    word: Mapped[str | None]
    read_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship()
    asset: Mapped[Asset] = relationship()
    room: Mapped[Room | None] = relationship()
    person: Mapped[Person | None] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
