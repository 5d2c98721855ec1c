"""What was reported lost, stolen, vandalised or damaged, with the numbers others gave it. Policy: LOSS-1, LOSS-2."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room, Site
from app.models.register import Asset
from app.models.roster import Person

LOSS_KINDS = ("lost", "stolen", "vandalised", "damaged")
LOSS_ENDS = ("found", "reported_anew")
OPEN = text("kind IN ('lost', 'stolen') AND ended_at IS NULL")


class Loss(Base):
    """One report. What is gone stays open until it is found, or is reported anew as something else.

    `reported_at` is when it was said, `noticed_on` the day somebody noticed; `holder` and `room` are as it stood then.
    The numbers are the latest that are known; what they were before stands in the ledger.
    """

    __tablename__ = "losses"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, LOSS_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint(f"ended_how IN ({', '.join(map(repr, LOSS_ENDS))})", name="ended_in_a_known_way"),
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="ends_in_some_way"),
        Index(
            "uq_losses_one_open_per_asset", "asset_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
        Index("ix_losses_asset_id", "asset_id"),
        Index("ix_losses_site_id_kind", "site_id", "kind", "id"),
        Index("ix_losses_site_id_id", "site_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    kind: Mapped[str]
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    noticed_on: Mapped[date | None]
    holder_id: Mapped[int | None] = refers_to("people.id", index=False)
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    note: Mapped[str | None]
    police_report: Mapped[str | None]
    incident: Mapped[str | None]
    consulted_on: Mapped[date | None]
    consultation: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None]
    ended_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    found_room_id: Mapped[int | None] = refers_to("rooms.id", index=False)

    site: Mapped[Site] = relationship()
    asset: Mapped[Asset] = relationship()
    reported_by: Mapped[User | None] = relationship(foreign_keys=[reported_by_id])
    holder: Mapped[Person | None] = relationship()
    room: Mapped[Room | None] = relationship(foreign_keys=[room_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    found_room: Mapped[Room | None] = relationship(foreign_keys=[found_room_id])

    @property
    def gone(self) -> bool:
        return self.kind in ("lost", "stolen")

    @property
    def open(self) -> bool:
        return self.gone and self.ended_at is None
