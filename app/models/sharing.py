"""Sites whose students share devices from carts and labs instead of having one each. Policy: CUS-4."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site


class SharedDevices(Base):
    """A site shares its devices, from a time on; ITS is told, and takes note. Policy: CUS-4."""

    __tablename__ = "shared_devices"
    __table_args__ = (
        CheckConstraint("ended_at >= began_at", name="ends_after_it_begins"),
        CheckConstraint("(noted_at IS NULL) = (noted_by_id IS NULL)", name="is_noted_by_somebody"),
        Index(
            "uq_shared_devices_one_open_per_site",
            "site_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    why: Mapped[str]
    began_at: Mapped[datetime]
    began_by_id: Mapped[int] = refers_to("users.id", index=False)
    noted_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = refers_to("users.id", index=False)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site] = relationship()
    began_by: Mapped[User] = relationship(foreign_keys=[began_by_id])
    noted_by: Mapped[User | None] = relationship(foreign_keys=[noted_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
