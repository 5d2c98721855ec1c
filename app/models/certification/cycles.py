"""A fiscal year in which the district certifies, and the days it was due on. Policy: CERT-1."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, CanonicalJSON, refers_to, uuid7
from app.models.access import User


class Cycle(Base):
    """A fiscal year in which every site certifies. An asset seen from `seen_since` on counts as sighted.

    `categories` names the kinds of asset that are certified; none means all of them. Where its sites stand was last
    read at `read_at`, from every event up to the key `read_to`.
    """

    __tablename__ = "cycles"
    __table_args__ = (CheckConstraint("due_on >= began_on", name="is_due_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    began_on: Mapped[date]
    due_on: Mapped[date]
    seen_since: Mapped[datetime]
    categories: Mapped[list[str] | None] = mapped_column(CanonicalJSON)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    read_to: Mapped[int] = mapped_column(default=0, server_default="0")
    read_at: Mapped[datetime | None]

    moves: Mapped[list[DueMove]] = relationship(back_populates="cycle", order_by="DueMove.id")

    def __str__(self) -> str:
        return self.name


class DueMove(Base):
    """ITS put the day a cycle is due on to another day, and said why."""

    __tablename__ = "due_moves"
    __table_args__ = (CheckConstraint("from_on <> to_on", name="moves_to_another_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = refers_to("cycles.id")
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = refers_to("users.id", index=False)

    cycle: Mapped[Cycle] = relationship(back_populates="moves")
    by: Mapped[User | None] = relationship()
