"""What kinds of thing there are, and out of which money they are bought."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7


class Category(Base):
    """A family of devices, managed by the sites or by ITS. Policy: REG-1."""

    __tablename__ = "categories"
    __table_args__ = (CheckConstraint("managed_by IN ('site', 'its')", name="is_managed_by_site_or_its"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    managed_by: Mapped[str] = mapped_column(default="site")
    holds_assets: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.name


class AssetModel(Base):
    """A maker's model, with the warranty its kind must have. Policy: REG-2, REG-6."""

    __tablename__ = "asset_models"
    __table_args__ = (UniqueConstraint("maker", "name", "number", "category_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    maker: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int] = refers_to("categories.id")

    category: Mapped[Category] = relationship()

    @property
    def full_name(self) -> str:
        return (
            self.name if not self.maker or self.name.startswith(self.maker) else f"{self.maker} {self.name}"
        )

    def __str__(self) -> str:
        return self.full_name


class FundingSource(Base):
    """Where the money came from; federal money names its award. Policy: REG-7, LAW-1."""

    __tablename__ = "funding_sources"
    __table_args__ = (UniqueConstraint("name", "fain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    name: Mapped[str]
    fain: Mapped[str] = mapped_column(default="")

    @property
    def federal(self) -> bool:
        return bool(self.fain)

    def __str__(self) -> str:
        return self.name
