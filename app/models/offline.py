"""What phones sent: their operations with the answers they got, and how far each phone is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to
from app.models.access import User
from app.models.directory import Site

FINAL_OUTCOMES = ("applied", "conflict", "rejected")


class Operation(Base):
    """An operation as the phone froze it, with its final answer, so that asking again gives the same one."""

    __tablename__ = "operations"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({', '.join(map(repr, FINAL_OUTCOMES))})", name="has_a_final_outcome"),
        Index("ix_operations_site_id_outcome_settled_at", "site_id", "outcome", "settled_at"),
        Index("ix_operations_phone_id_seq", "phone_id", "seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    op_id: Mapped[UUID] = mapped_column(unique=True)
    sha256: Mapped[str]
    phone_id: Mapped[int] = refers_to("phones.id", index=False)
    actor_id: Mapped[int] = refers_to("users.id", index=False)
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    captured_at: Mapped[datetime]
    received_at: Mapped[datetime]
    outcome: Mapped[str]
    reason: Mapped[str | None]
    result: Mapped[dict[str, Any]]
    body: Mapped[str]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    actor: Mapped[User] = relationship(foreign_keys=[actor_id])
    site: Mapped[Site | None] = relationship()

    @property
    def payload(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)["payload"]
        return told

    @property
    def code(self) -> str | None:
        """The code it was about, fit to be shown: a phone may send what is no text, and a great deal of it."""
        said = self.payload.get("code")
        return said.encode(errors="replace").decode()[:80] if isinstance(said, str) else None


class PhoneDevice(Base):
    """One person on one phone: the counter of `seq` belongs to the pair."""

    __tablename__ = "phones"
    __table_args__ = (UniqueConstraint("device_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[UUID]
    user_id: Mapped[int] = refers_to("users.id")
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    last_op_id: Mapped[UUID | None]
    first_kept: Mapped[int] = mapped_column(BigInteger, default=1)
    waiting: Mapped[int] = mapped_column(BigInteger, default=0)
    clock_offset_ms: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class LostNumber(Base):
    """A `seq` that never came and that the phone no longer keeps: work that was lost."""

    __tablename__ = "lost_numbers"
    __table_args__ = (UniqueConstraint("phone_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phone_id: Mapped[int] = refers_to("phones.id", index=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    noticed_at: Mapped[datetime]

    phone: Mapped[PhoneDevice] = relationship()


class ServerState(Base):
    """The server's own memory: one row. `epoch` changes when a backup is restored."""

    __tablename__ = "server_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    demonstration: Mapped[bool] = mapped_column(default=False)
