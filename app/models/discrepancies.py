"""In what a finished count and the register differ, and how that came to its end. Policy: CERT-2."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.audits import Audit, Sighting
from app.models.register import Asset

DISCREPANCY_KINDS = (
    "missing", "elsewhere", "unregistered", "wrong_holder", "found", "other_site", "duplicate_code",
    "conflicting_state", "no_place",
)  # fmt: skip


class Settled(StrEnum):
    """How a difference comes to its end: by itself, or by what somebody does about it."""

    SEEN_LATER = "seen_later"
    SEEN_ELSEWHERE = "seen_elsewhere"
    SEEN_AT_HOME = "seen_at_home"
    NO_LONGER_SO = "no_longer_so"
    ACCEPTED = "accepted"
    MOVED_HERE = "moved_here"
    REPORTED = "reported"
    REGISTERED = "registered"
    CODE_ADDED = "code_added"
    ACKNOWLEDGED = "acknowledged"
    SET_ASIDE = "set_aside"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    CODE_KEPT = "code_kept"
    MERGED = "merged"
    BACK_FROM_REPAIR = "back_from_repair"
    PUT_BACK = "put_back"


class Discrepancy(Base):
    """One thing in which a finished audit and the register differ, until something settles it."""

    __tablename__ = "discrepancies"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, DISCREPANCY_KINDS))})", name="is_of_a_known_kind"),
        CheckConstraint(
            f"settled_how IN ({', '.join(repr(how.value) for how in Settled)})",
            name="is_settled_in_a_known_way",
        ),
        CheckConstraint("(settled_at IS NULL) = (settled_how IS NULL)", name="says_how_when_it_is_settled"),
        CheckConstraint("settled_how <> 'set_aside' OR note IS NOT NULL", name="is_set_aside_with_a_word"),
        Index("ix_discrepancies_site_id_settled_at", "site_id", "settled_at", "id"),
        Index("ix_discrepancies_asset_id", "asset_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    audit_id: Mapped[int] = refers_to("audits.id")
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    kind: Mapped[str]
    asset_id: Mapped[int | None] = refers_to("assets.id", index=False)
    sighting_id: Mapped[int | None] = refers_to("sightings.id", index=False)
    code: Mapped[str | None]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_how: Mapped[str | None]
    settled_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    settling_sighting_id: Mapped[int | None] = refers_to("sightings.id")
    note: Mapped[str | None]

    audit: Mapped[Audit] = relationship()
    asset: Mapped[Asset | None] = relationship()
    sighting: Mapped[Sighting | None] = relationship(foreign_keys=[sighting_id])
    settling_sighting: Mapped[Sighting | None] = relationship(foreign_keys=[settling_sighting_id])
    settled_by: Mapped[User | None] = relationship()
