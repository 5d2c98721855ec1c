"""Chargers, cables and cases: what a site keeps of them, and every one that came or went. Policy: CUS-5."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.custody import Checkout
from app.models.directory import Site

ACCESSORY_ACTIONS = ("counted", "received", "issued", "returned", "written_off")


class AccessoryKind(Base):
    """A kind of accessory that a site keeps: its name, how many there are, and below how many it is low.

    `stock` is what its movements add up to, and below nothing where more was issued than anybody had counted.
    """

    __tablename__ = "accessory_kinds"
    __table_args__ = (
        CheckConstraint("threshold >= 0", name="is_low_below_some_number"),
        Index(
            "uq_accessory_kinds_one_open_per_name",
            "site_id",
            "key",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id")
    name: Mapped[str]
    key: Mapped[str]
    threshold: Mapped[int] = mapped_column(default=0)
    stock: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    site: Mapped[Site] = relationship()

    def __str__(self) -> str:
        return self.name

    @property
    def low(self) -> bool:
        return self.stock < self.threshold or self.stock < 0


class AccessoryMovement(Base):
    """Some of a kind came or went: how many, how many there were then, with whose checkout, by whom."""

    __tablename__ = "accessory_movements"
    __table_args__ = (
        CheckConstraint(f"action IN ({', '.join(map(repr, ACCESSORY_ACTIONS))})", name="is_a_known_action"),
        CheckConstraint("action <> 'issued' OR change < 0", name="issues_take_away"),
        CheckConstraint("action NOT IN ('received', 'returned') OR change > 0", name="returns_add"),
        CheckConstraint(
            "action NOT IN ('issued', 'returned') OR checkout_id IS NOT NULL", name="goes_with_a_checkout"
        ),
        Index("ix_accessory_movements_kind_id_id", "kind_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    kind_id: Mapped[int] = refers_to("accessory_kinds.id", index=False)
    action: Mapped[str]
    change: Mapped[int]
    stock: Mapped[int]
    happened_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    by_id: Mapped[int | None] = refers_to("users.id", index=False)
    checkout_id: Mapped[int | None] = refers_to("checkouts.id")
    note: Mapped[str | None]

    kind: Mapped[AccessoryKind] = relationship()
    by: Mapped[User | None] = relationship()
    checkout: Mapped[Checkout | None] = relationship()
