"""The district's numbers, dates, prices and lists, each from a day on; last year keeps its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, CanonicalJSON, refers_to


class PolicyValue(Base):
    """A value with the day from which it holds."""

    __tablename__ = "policy_values"
    __table_args__ = (UniqueConstraint("name", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    effective_on: Mapped[date]
    value: Mapped[Any] = mapped_column(CanonicalJSON)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = refers_to("users.id", index=False)
