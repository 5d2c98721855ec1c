"""The district's numbers, dates, prices and lists, each from a day on; last year keeps its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, CanonicalJSON, refers_to
from app.models.access import User


class PolicyValue(Base):
    """A value with the day from which it holds; of several for one day the last that was entered holds."""

    __tablename__ = "policy_values"
    __table_args__ = (Index("ix_policy_values_name_effective_on", "name", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    effective_on: Mapped[date]
    value: Mapped[Any] = mapped_column(CanonicalJSON)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    reason: Mapped[str | None]

    entered_by: Mapped[User | None] = relationship()
