"""The papers of a checkout: permission to leave the premises, and the word of whoever has the device. Policy: CUS-6."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.custody import Checkout

SIGNATURE_KINDS = ("drawn", "typed", "confirmed")
SIGNERS = ("holder", "guardian")


class OffsitePermission(Base):
    """A wish that a checked-out device may leave the premises, and what the site administrator said. Policy: CUS-6.

    It is open until it is answered; given, it holds to the end of `ends_on` unless it is withdrawn before.
    """

    __tablename__ = "offsite_permissions"
    __table_args__ = (
        CheckConstraint("answer IN ('given', 'refused')", name="has_a_known_answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="is_answered_on_a_day"),
        CheckConstraint("(answer IS NULL) = (answered_by_id IS NULL)", name="is_answered_by_somebody"),
        CheckConstraint("answer <> 'refused' OR closed_at IS NOT NULL", name="is_over_when_refused"),
        Index(
            "uq_offsite_permissions_one_open_per_checkout",
            "checkout_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_offsite_permissions_site_id_answer", "site_id", "answer", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    checkout_id: Mapped[int] = refers_to("checkouts.id")
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    ends_on: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = refers_to("users.id", index=False)
    note: Mapped[str | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    word: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    checkout: Mapped[Checkout] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])

    def holds_on(self, day: date) -> bool:
        """Whether the device may be off the premises on that day."""
        return self.answer == "given" and self.closed_at is None and day <= self.ends_on


class ConfirmationLink(Base):
    """An address by which a holder or guardian, signed out, says once: I have it."""

    __tablename__ = "confirmation_links"
    __table_args__ = (
        CheckConstraint("expires_at > made_at", name="expires_after_it_is_made"),
        Index(
            "uq_confirmation_links_one_open_per_checkout",
            "checkout_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    checkout_id: Mapped[int] = refers_to("checkouts.id")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = refers_to("users.id", index=False)
    expires_at: Mapped[datetime]
    denied_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    checkout: Mapped[Checkout] = relationship()
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])


class Signature(Base):
    """Somebody's word that they have the device: a mark drawn, a name typed, or a link confirmed."""

    __tablename__ = "signatures"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, SIGNATURE_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint(f"signer IN ({', '.join(map(repr, SIGNERS))})", name="is_of_a_known_signer"),
        CheckConstraint("(kind = 'drawn') = (mark IS NOT NULL)", name="has_a_mark_when_drawn"),
        CheckConstraint("(kind = 'typed') = (name IS NOT NULL)", name="has_a_name_when_typed"),
        CheckConstraint("(kind = 'confirmed') = (link_id IS NOT NULL)", name="came_by_a_link_when_confirmed"),
        CheckConstraint("(kind = 'confirmed') = (taken_by_id IS NULL)", name="is_taken_by_staff_at_the_desk"),
        Index(
            "uq_signatures_one_per_checkout",
            "checkout_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    checkout_id: Mapped[int] = refers_to("checkouts.id")
    kind: Mapped[str]
    signer: Mapped[str]
    name: Mapped[str | None]
    signed_at: Mapped[datetime]
    taken_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    link_id: Mapped[int | None] = refers_to("confirmation_links.id", index=False)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    mark: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    checkout: Mapped[Checkout] = relationship()
    taken_by: Mapped[User | None] = relationship(foreign_keys=[taken_by_id])
