"""Who was shown which students by name: the access log for student data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import SignIn, User
from app.models.directory import Site
from app.models.offline import Handset
from app.models.roster import Person

LOOK_KINDS = (
    "person",
    "list",
    "search",
    "class",
    "desk",
    "device",
    "report",
    "paper",
    "export",
    "log",
    "page",
)


class Look(Base):
    """Somebody was shown students of one site: when, on which kind of page, in which session, from where.

    `site_id` is where the students were then: whoever changes school later does not take the log along.
    """

    __tablename__ = "looks"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, LOOK_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint("students > 0", name="shows_somebody"),
        Index("ix_looks_site_id_id", "site_id", "id"),
        Index("ix_looks_viewer_id_at", "viewer_id", "at"),
        Index("ix_looks_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    at: Mapped[datetime]
    viewer_id: Mapped[int] = refers_to("users.id", index=False)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    kind: Mapped[str]
    students: Mapped[int]
    sign_in_id: Mapped[int | None] = refers_to("sign_ins.id", index=False)
    handset_id: Mapped[int | None] = refers_to("handsets.id", index=False)
    address: Mapped[str | None]

    viewer: Mapped[User] = relationship()
    site: Mapped[Site] = relationship()
    sign_in: Mapped[SignIn | None] = relationship()
    handset: Mapped[Handset | None] = relationship()


class LookedAt(Base):
    """One student whom a look showed."""

    __tablename__ = "looked_at"
    __table_args__ = (Index("ix_looked_at_person_id_look_id", "person_id", "look_id"),)

    look_id: Mapped[int] = refers_to("looks.id", index=False, primary_key=True)
    person_id: Mapped[int] = refers_to("people.id", index=False, primary_key=True)

    look: Mapped[Look] = relationship()
    person: Mapped[Person] = relationship()
