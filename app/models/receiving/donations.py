"""What a site was offered, and what ITS said of it. Policy: RCV-3."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site
from app.models.register import AssetModel

DONATION_KINDS = ("donation", "grant", "purchase", "other")


class Donation(Base):
    """What a site was offered, or came by otherwise: nothing of it is registered before ITS accepted it.

    Policy: RCV-3.
    """

    __tablename__ = "donations"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, DONATION_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint("outcome IN ('accepted', 'refused')", name="ends_in_a_known_way"),
        CheckConstraint(
            "outcome <> 'accepted' OR (meets_standards AND can_be_updated AND can_be_managed)",
            name="is_accepted_only_when_fit",
        ),
        CheckConstraint("outcome <> 'refused' OR length(reason) > 0", name="is_refused_for_a_reason"),
        CheckConstraint("(outcome IS NULL) = (reviewed_at IS NULL)", name="has_an_outcome_when_reviewed"),
        Index(
            "ix_donations_site_id_where_waiting",
            "site_id",
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id")
    kind: Mapped[str]
    giver: Mapped[str]
    offered_on: Mapped[date]
    notes: Mapped[str | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = refers_to("users.id", index=False)
    meets_standards: Mapped[bool | None]
    can_be_updated: Mapped[bool | None]
    can_be_managed: Mapped[bool | None]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site] = relationship()
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])
    lines: Mapped[list[DonationLine]] = relationship(back_populates="donation", order_by="DonationLine.id")

    def __str__(self) -> str:
        return self.giver


class DonationLine(Base):
    """How many of a model are offered, in which condition, and what one is worth."""

    __tablename__ = "donation_lines"
    __table_args__ = (CheckConstraint("quantity > 0", name="offers_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    donation_id: Mapped[int] = refers_to("donations.id")
    model_id: Mapped[int] = refers_to("asset_models.id", index=False)
    quantity: Mapped[int]
    condition: Mapped[str | None]
    value_cents: Mapped[int | None]

    donation: Mapped[Donation] = relationship(back_populates="lines")
    model: Mapped[AssetModel] = relationship()
