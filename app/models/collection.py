"""Who has to give a device back, to which school, and why. Policy: CUS-3."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.directory import Site
from app.models.roster import Person

WHYS = ("left", "transferred", "graduated", "programme")


class Collection(Base):
    """A person whose devices a school wants back; it ends when they are in or lost, or the person is back."""

    __tablename__ = "collections"
    __table_args__ = (
        CheckConstraint(f"why IN ({', '.join(map(repr, WHYS))})", name="is_for_a_known_reason"),
        CheckConstraint("how IN ('collected', 'returned', 'lost')", name="ends_in_a_known_way"),
        CheckConstraint("(ended_at IS NULL) = (how IS NULL)", name="says_how_it_ended"),
        Index(
            "uq_collections_one_open_per_person_and_site",
            "person_id",
            "site_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_collections_site_id_where_open",
            "site_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    person_id: Mapped[int] = refers_to("people.id")
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    why: Mapped[str]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    how: Mapped[str | None]

    person: Mapped[Person] = relationship()
    site: Mapped[Site] = relationship()
