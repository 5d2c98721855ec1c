"""Whose hands an asset is in, and since when. Policy: CUS-1, CUS-2."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.register import Asset
from app.models.roster import Person


class Checkout(Base):
    """A device given to a person; at most one is open per asset. One made by mistake is undone, and never was."""

    __tablename__ = "checkouts"
    __table_args__ = (
        CheckConstraint("ended_at >= began_at", name="ends_after_it_begins"),
        Index(
            "uq_checkouts_one_open_per_asset",
            "asset_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    person_id: Mapped[int] = refers_to("people.id")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    condition_out: Mapped[str | None]
    condition_in: Mapped[str | None]

    asset: Mapped[Asset] = relationship()
    person: Mapped[Person] = relationship()
