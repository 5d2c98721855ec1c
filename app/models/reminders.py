"""What people are reminded of, once for each occasion, in the product and by e-mail. Policy: CERT-1, CERT-4."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site

REMINDER_KINDS = (
    "certification_due", "certification_overdue", "quarter_begins", "nobody_designated", "training_left",
)  # fmt: skip


class Reminder(Base):
    """One person is reminded of one thing; `occasion` tells it from the next time the same is due.

    `sent_at` is when its e-mail went out, `trouble` why it did not; `read_at` is when it was put away.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, REMINDER_KINDS))})", name="is_of_a_known_kind"),
        UniqueConstraint("user_id", "kind", "occasion"),
        Index(
            "ix_reminders_user_id_where_unread", "user_id", sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_reminders_where_unsent", "id", sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    user_id: Mapped[int] = refers_to("users.id", index=False)
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    kind: Mapped[str]
    occasion: Mapped[str]
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    read_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    site: Mapped[Site | None] = relationship()
