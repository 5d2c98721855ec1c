"""Devices on their way from one site to another, packed by one and accepted by the other. Policy: ORG-7, RCV-4."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room, Site
from app.models.register import Asset

# How a line comes to its end: read on arrival, taken in without being read, sent back, called back, lost on the way.
LINE_ENDS = ("scanned", "accepted", "refused", "recalled", "lost")
ARRIVED = ("scanned", "accepted")


class Transfer(Base):
    """A packing list from site to site: being packed until it is sent, on its way while one of its lines is open.

    `asked_at`: the site asks ITS to send it, where only ITS sends between sites.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("from_site_id <> to_site_id", name="goes_to_another_site"),
        CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name="is_sent_by_somebody"),
        Index("ix_transfers_from_site_id_id", "from_site_id", "id"),
        Index("ix_transfers_to_site_id_id", "to_site_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    from_site_id: Mapped[int] = refers_to("sites.id", index=False)
    to_site_id: Mapped[int] = refers_to("sites.id", index=False)
    why: Mapped[str]
    packed_at: Mapped[datetime]
    packed_by_id: Mapped[int] = refers_to("users.id", index=False)
    asked_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    from_site: Mapped[Site] = relationship(foreign_keys=[from_site_id])
    to_site: Mapped[Site] = relationship(foreign_keys=[to_site_id])
    packed_by: Mapped[User] = relationship(foreign_keys=[packed_by_id])
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])
    lines: Mapped[list[TransferLine]] = relationship(back_populates="transfer", order_by="TransferLine.id")


class TransferLine(Base):
    """One device of a packing list: where it was taken from, and how its way ended. At most one is open per asset."""

    __tablename__ = "transfer_lines"
    __table_args__ = (
        CheckConstraint(f"ended_how IN ({', '.join(map(repr, LINE_ENDS))})", name="ended_in_a_known_way"),
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="ends_in_some_way"),
        CheckConstraint("ended_at IS NULL OR sent_at IS NOT NULL", name="ends_only_once_sent"),
        UniqueConstraint("transfer_id", "asset_id"),
        Index(
            "uq_transfer_lines_one_open_per_asset",
            "asset_id",
            unique=True,
            sqlite_where=text("sent_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("sent_at IS NOT NULL AND ended_at IS NULL"),
        ),
        Index("ix_transfer_lines_asset_id", "asset_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    transfer_id: Mapped[int] = refers_to("transfers.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    sent_at: Mapped[datetime | None]
    from_state: Mapped[str | None]
    from_room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    from_cart_id: Mapped[int | None] = refers_to("assets.id", index=False)
    from_slot: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None]
    ended_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    note: Mapped[str | None]

    transfer: Mapped[Transfer] = relationship(back_populates="lines")
    asset: Mapped[Asset] = relationship(foreign_keys=[asset_id])
    from_room: Mapped[Room | None] = relationship()
    from_cart: Mapped[Asset | None] = relationship(foreign_keys=[from_cart_id])
    ended_by: Mapped[User | None] = relationship()

    @property
    def open(self) -> bool:
        return self.sent_at is not None and self.ended_at is None


class TransferExtra(Base):
    """A device that came along and is on no line: read on arrival, and of which site it is."""

    __tablename__ = "transfer_extras"
    __table_args__ = (UniqueConstraint("transfer_id", "asset_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    transfer_id: Mapped[int] = refers_to("transfers.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id")
    code: Mapped[str]
    seen_at: Mapped[datetime]
    seen_by_id: Mapped[int] = refers_to("users.id", index=False)

    transfer: Mapped[Transfer] = relationship()
    asset: Mapped[Asset] = relationship()
    seen_by: Mapped[User] = relationship()
