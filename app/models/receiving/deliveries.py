"""What came, what of it was scanned in, and the papers that came with it. Policy: RCV-1, RCV-2, RCV-4."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room, Site
from app.models.receiving.donations import Donation, DonationLine
from app.models.receiving.orders import OrderLine, PurchaseOrder
from app.models.register import Asset, AssetModel, Attachment

PAPER_KINDS = ("proof", "itemised", "other")
OPEN = text("signed_off_on IS NULL")
STANDING = text("taken_back_at IS NULL")


class Delivery(Base):
    """What came on one day, of one order or one accepted donation.

    `due_on` is the last day to register it; `registered_on` the day when nothing was missing any more.
    Policy: RCV-1, RCV-2.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("(order_id IS NULL) <> (donation_id IS NULL)", name="is_of_an_order_or_a_donation"),
        CheckConstraint("(signed_off_on IS NULL) = (signed_off_by IS NULL)", name="is_signed_off_by_somebody"),
        CheckConstraint("due_on >= received_on", name="is_due_after_it_came"),
        Index("ix_deliveries_site_id_due_on_where_open", "site_id", "due_on", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deliveries_site_id_received_on", "site_id", "received_on", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    order_id: Mapped[int | None] = refers_to("purchase_orders.id")
    donation_id: Mapped[int | None] = refers_to("donations.id")
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    received_on: Mapped[date]
    received_by: Mapped[str]
    shipped_on: Mapped[date | None]
    packing_list: Mapped[str | None]
    due_on: Mapped[date]
    registered_on: Mapped[date | None]
    signed_off_by: Mapped[str | None]
    signed_off_on: Mapped[date | None]
    signed_off_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    notes: Mapped[str | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = refers_to("users.id", index=False)

    site: Mapped[Site] = relationship()
    order: Mapped[PurchaseOrder | None] = relationship()
    donation: Mapped[Donation | None] = relationship()
    room: Mapped[Room | None] = relationship()
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
    lines: Mapped[list[DeliveryLine]] = relationship(back_populates="delivery", order_by="DeliveryLine.id")
    papers: Mapped[list[DeliveryPaper]] = relationship(back_populates="delivery", order_by="DeliveryPaper.id")

    def __str__(self) -> str:
        return str(self.order or self.donation)


class DeliveryLine(Base):
    """How many of a model the packing list promises. What came of it are its arrivals."""

    __tablename__ = "delivery_lines"
    __table_args__ = (
        CheckConstraint("expected >= 0", name="expects_no_less_than_none"),
        UniqueConstraint("delivery_id", "order_line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    delivery_id: Mapped[int] = refers_to("deliveries.id", index=False)
    order_line_id: Mapped[int | None] = refers_to("order_lines.id")
    donation_line_id: Mapped[int | None] = refers_to("donation_lines.id", index=False)
    model_id: Mapped[int] = refers_to("asset_models.id", index=False)
    expected: Mapped[int]

    delivery: Mapped[Delivery] = relationship(back_populates="lines")
    order_line: Mapped[OrderLine | None] = relationship()
    donation_line: Mapped[DonationLine | None] = relationship()
    model: Mapped[AssetModel] = relationship()


class Arrival(Base):
    """A device scanned in; one scanned by mistake is taken back. `key` is its serial number's: none arrives twice."""

    __tablename__ = "arrivals"
    __table_args__ = (
        Index("uq_arrivals_one_per_asset", "asset_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index("uq_arrivals_one_per_serial", "key", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    line_id: Mapped[int] = refers_to("delivery_lines.id")
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    key: Mapped[str | None]
    serial: Mapped[str | None]
    arrived_at: Mapped[datetime]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    line: Mapped[DeliveryLine] = relationship()
    asset: Mapped[Asset] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])


class DeliveryPaper(Base):
    """A paper kept with a delivery: its proof, its itemised list, or whatever else. Policy: RCV-2."""

    __tablename__ = "delivery_papers"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, PAPER_KINDS))})", name="is_of_a_known_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    delivery_id: Mapped[int] = refers_to("deliveries.id")
    attachment_id: Mapped[int] = refers_to("attachments.id", index=False)
    kind: Mapped[str]

    delivery: Mapped[Delivery] = relationship(back_populates="papers")
    attachment: Mapped[Attachment] = relationship()
