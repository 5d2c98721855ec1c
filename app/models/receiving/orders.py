"""What a site ordered, from whom, and out of which money. Policy: REG-2, REG-6, REG-7."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site
from app.models.register import AssetModel, FundingSource


class PurchaseOrder(Base):
    """An order of a site by its number, with the money it is paid from. Policy: REG-2, REG-7, LAW-1."""

    __tablename__ = "purchase_orders"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        CheckConstraint("federal_share BETWEEN 0 AND 100", name="has_a_share_in_per_cent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    number: Mapped[str]
    supplier: Mapped[str]
    ordered_on: Mapped[date]
    funding_source_id: Mapped[int | None] = refers_to("funding_sources.id", index=False)
    federal_share: Mapped[int | None]
    title_holder: Mapped[str | None]
    use: Mapped[str | None]
    ecf: Mapped[bool] = mapped_column(default=False)
    bought_by_programme: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = refers_to("users.id", index=False)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site] = relationship()
    funding_source: Mapped[FundingSource | None] = relationship()
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
    lines: Mapped[list[OrderLine]] = relationship(back_populates="order", order_by="OrderLine.id")

    def __str__(self) -> str:
        return self.number


class OrderLine(Base):
    """How many of a model were ordered, at which price and with how much warranty. Policy: REG-6."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="orders_something"),
        CheckConstraint("cost_cents >= 0", name="costs_nothing_below_zero"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    order_id: Mapped[int] = refers_to("purchase_orders.id")
    model_id: Mapped[int] = refers_to("asset_models.id", index=False)
    quantity: Mapped[int]
    cost_cents: Mapped[int | None]
    warranty_kind: Mapped[str | None]
    warranty_months: Mapped[int | None]

    order: Mapped[PurchaseOrder] = relationship(back_populates="lines")
    model: Mapped[AssetModel] = relationship()
