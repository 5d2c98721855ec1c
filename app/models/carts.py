"""A cart in somebody's care, its slots as they were seen, and what differed. Policy: CERT-2, CUS-7."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Room
from app.models.register import Asset
from app.models.roster import Person

SLOT_STATES = ("present", "missing", "damaged", "swapped", "empty")
SLOT_DIFFERENCES = ("missing", "damaged", "swapped", "extra", "unregistered", "other_site")
SETTLED_HOW = ("loaded", "lost", "damaged", "looked_at", "told_again")


class CartCheckout(Base):
    """A cart given to a teacher, to a room, or to both; its devices stay in it. At most one is open per cart."""

    __tablename__ = "cart_checkouts"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR room_id IS NOT NULL", name="is_to_somebody_or_somewhere"),
        CheckConstraint("ended_at >= began_at", name="ends_after_it_begins"),
        Index(
            "uq_cart_checkouts_one_open_per_cart",
            "cart_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    cart_id: Mapped[int] = refers_to("assets.id", index=False)
    person_id: Mapped[int | None] = refers_to("people.id")
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    cart: Mapped[Asset] = relationship()
    person: Mapped[Person | None] = relationship()
    room: Mapped[Room | None] = relationship()


class CartCheck(Base):
    """A cart confirmed once. `uuid` is the operation that said so; `answers`: by the person who answers for it."""

    __tablename__ = "cart_checks"
    __table_args__ = (Index("ix_cart_checks_cart_id_captured_at", "cart_id", "captured_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    cart_id: Mapped[int] = refers_to("assets.id", index=False)
    site_id: Mapped[int] = refers_to("sites.id")
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    by_id: Mapped[int] = refers_to("users.id", index=False)
    answers: Mapped[bool]
    captured_at: Mapped[datetime]
    heard_at: Mapped[datetime]

    cart: Mapped[Asset] = relationship()
    room: Mapped[Room | None] = relationship()
    by: Mapped[User] = relationship()
    slots: Mapped[list[SlotCheck]] = relationship(back_populates="check", order_by="SlotCheck.id")


class SlotCheck(Base):
    """One slot as it was seen: `expected` before, `seen` (or a code nobody knows) after, and in what they differ."""

    __tablename__ = "slot_checks"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(map(repr, SLOT_STATES))})", name="is_in_a_known_slot_state"),
        CheckConstraint(
            f"difference IN ({', '.join(map(repr, SLOT_DIFFERENCES))})", name="differs_in_a_known_way"
        ),
        CheckConstraint(
            f"settled_how IN ({', '.join(map(repr, SETTLED_HOW))})", name="is_settled_in_a_known_way"
        ),
        CheckConstraint("(settled_at IS NULL) = (settled_how IS NULL)", name="says_how_when_it_is_settled"),
        Index("ix_slot_checks_difference_settled_at", "difference", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    check_id: Mapped[int] = refers_to("cart_checks.id")
    slot: Mapped[int | None]
    state: Mapped[str]
    expected_id: Mapped[int | None] = refers_to("assets.id", index=False)
    seen_id: Mapped[int | None] = refers_to("assets.id", index=False)
    code: Mapped[str | None]
    difference: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_how: Mapped[str | None]
    settled_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    check: Mapped[CartCheck] = relationship(back_populates="slots")
    expected: Mapped[Asset | None] = relationship(foreign_keys=[expected_id])
    seen: Mapped[Asset | None] = relationship(foreign_keys=[seen_id])
    settled_by: Mapped[User | None] = relationship()
