"""What phones sent: their operations with the answers they got, and how far each phone is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site

FINAL_OUTCOMES = ("applied", "conflict", "rejected")
DECIDED_HOW = ("dismissed", "done_anew")


class Operation(Base):
    """An operation as the phone froze it, with its final answer, so that asking again gives the same one."""

    __tablename__ = "operations"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({', '.join(map(repr, FINAL_OUTCOMES))})", name="has_a_final_outcome"),
        CheckConstraint(
            f"settled_how IN ({', '.join(map(repr, DECIDED_HOW))})", name="is_decided_in_a_known_way"
        ),
        Index("ix_operations_site_id_outcome_settled_at", "site_id", "outcome", "settled_at"),
        Index("ix_operations_phone_id_seq", "phone_id", "seq"),
        Index(
            "ix_operations_site_id_where_open",
            "site_id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index(
            "ix_operations_settled_at_where_decided",
            "settled_at",
            sqlite_where=text("settled_how IS NOT NULL"),
            postgresql_where=text("settled_how IS NOT NULL"),
        ),
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
    settled_how: Mapped[str | None]
    settled_by_op: Mapped[UUID | None]
    note: Mapped[str | None]
    adopted_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    actor: Mapped[User] = relationship(foreign_keys=[actor_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])
    adopted_by: Mapped[User | None] = relationship(foreign_keys=[adopted_by_id])
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


class Handset(Base):
    """A phone as it lies in the hand: phone 7. Its number is given once and never again, also not after a restore.

    It is told by a cookie, which may outlive what the phone kept: then its counter begins anew, and that is seen.
    """

    __tablename__ = "handsets"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    first_heard_at: Mapped[datetime]


class PhoneDevice(Base):
    """One person on one phone: the counter of `seq` belongs to the pair.

    `durable_seq` is the number up to which everything is in a verified backup; `emptied_at` says when the phone came
    back without what it had kept.
    """

    __tablename__ = "phones"
    __table_args__ = (UniqueConstraint("device_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handset_id: Mapped[int | None] = refers_to("handsets.id")
    device_id: Mapped[UUID]
    user_id: Mapped[int] = refers_to("users.id")
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    last_op_id: Mapped[UUID | None]
    first_kept: Mapped[int] = mapped_column(BigInteger, default=1)
    waiting: Mapped[int] = mapped_column(BigInteger, default=0)
    waiting_since: Mapped[datetime | None]
    durable_seq: Mapped[int | None] = mapped_column(BigInteger)
    clock_offset_ms: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[datetime]
    emptied_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    handset: Mapped[Handset | None] = relationship()


class PhoneNote(Base):
    """What somebody said about work that a phone lost, once they knew."""

    __tablename__ = "phone_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone_id: Mapped[int] = refers_to("phones.id")
    at: Mapped[datetime]
    by_id: Mapped[int] = refers_to("users.id", index=False)
    note: Mapped[str]
    lost: Mapped[int]

    by: Mapped[User] = relationship()


class LostNumber(Base):
    """A `seq` that never came and that the phone no longer keeps: work that was lost."""

    __tablename__ = "lost_numbers"
    __table_args__ = (UniqueConstraint("phone_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phone_id: Mapped[int] = refers_to("phones.id", index=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    noticed_at: Mapped[datetime]
    note_id: Mapped[int | None] = refers_to("phone_notes.id", index=False)

    phone: Mapped[PhoneDevice] = relationship()


class Adoption(Base):
    """A queue that somebody carried out of a phone as a file, and who takes it upon themselves."""

    __tablename__ = "adoptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    by_id: Mapped[int] = refers_to("users.id")
    actor_id: Mapped[int] = refers_to("users.id")
    uploaded_at: Mapped[datetime]
    exported_at: Mapped[datetime | None]
    content: Mapped[str] = mapped_column(deferred=True)
    adopted_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any]]

    by: Mapped[User] = relationship(foreign_keys=[by_id])
    actor: Mapped[User] = relationship(foreign_keys=[actor_id])


class Backup(Base):
    """A copy of everything that was made and read again: what is in it cannot be lost with this machine."""

    __tablename__ = "backups"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    events: Mapped[int]
    operations: Mapped[int]


class ServerState(Base):
    """The server's own memory: one row. `epoch` changes when a backup is restored.

    `phones_numbered` is the last number that was given to a phone; a restore leaves out those that it cannot know of.
    """

    __tablename__ = "server_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    demonstration: Mapped[bool] = mapped_column(default=False)
    phones_numbered: Mapped[int] = mapped_column(default=0)
