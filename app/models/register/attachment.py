"""A paper or a picture kept with an asset, a delivery or an unregistered code. Policy: RCV-2."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site
from app.models.register.asset import Asset


class Attachment(Base):
    """A file, re-encoded where it is a picture; `sha256` is of the bytes as they are kept."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int] = refers_to("sites.id")
    asset_id: Mapped[int | None] = refers_to("assets.id")
    title: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = refers_to("users.id", index=False)
    removed_at: Mapped[datetime | None]
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary))

    site: Mapped[Site] = relationship()
    asset: Mapped[Asset | None] = relationship()
    added_by: Mapped[User] = relationship()
