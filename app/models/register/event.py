"""What happened to an asset: one line of the ledger, never changed and never removed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to
from app.models.access import User
from app.models.directory import Room, Site
from app.models.register.asset import Asset
from app.models.roster import Person


class Event(Base):
    """A numbered, hash-chained fact about one asset.

    `changes` names the columns of the asset that it set, with portable values (uuids, codes, ISO dates);
    `details` is whatever else a reader of the story wants to know.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("asset_id", "number"),
        CheckConstraint("number > 0", name="is_numbered_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    number: Mapped[int]
    action: Mapped[str]
    happened_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    actor_id: Mapped[int | None] = refers_to("users.id", index=False)
    via: Mapped[str]
    operation: Mapped[UUID | None]
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    room_id: Mapped[int | None] = refers_to("rooms.id", index=False)
    person_id: Mapped[int | None] = refers_to("people.id", index=False)
    changes: Mapped[dict[str, Any]]
    details: Mapped[dict[str, Any]]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    asset: Mapped[Asset] = relationship()
    actor: Mapped[User | None] = relationship()
    site: Mapped[Site] = relationship()
    room: Mapped[Room | None] = relationship()
    person: Mapped[Person | None] = relationship()
