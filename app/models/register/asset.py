"""An asset of the register, every code that means it, and the record that stands for it. Policy: REG-2, LAW-1."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.directory import Room, Site
from app.models.register.catalogue import AssetModel, FundingSource
from app.models.roster import Person

STATES = (
    "received", "in_stock", "checked_out", "deployed", "in_repair", "in_transit", "lost", "stolen",
    "salvage", "with_its", "returned_to_its", "sanitized", "disposed", "void",
)  # fmt: skip
PRESENT_STATES = ("received", "in_stock", "checked_out", "deployed", "salvage")
MISSING_STATES = ("lost", "stolen")
# Void is what was registered in error: it never was, and its story says who took that back.
GONE_STATES = ("sanitized", "disposed", "void")
# Where it is, in a room or in a slot of a cart.
PLACE = ("room_id", "cart_id", "slot")


class Asset(Base):
    """One device. Its row is what its events add up to; only the ledger writes it."""

    __tablename__ = "assets"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(map(repr, STATES))})", name="is_in_a_known_state"),
        CheckConstraint("room_id IS NULL OR cart_id IS NULL", name="has_one_place"),
        CheckConstraint("(state = 'checked_out') = (holder_id IS NOT NULL)", name="is_held_when_checked_out"),
        CheckConstraint("managed_by IN ('site', 'its')", name="is_managed_by_site_or_its"),
        Index("ix_assets_site_id_tag", "site_id", "tag", "id"),
        Index("ix_assets_site_id_room_id", "site_id", "room_id"),
        Index("ix_assets_site_id_state_tag", "site_id", "state", "tag", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    version: Mapped[int] = mapped_column(default=0)
    event_number: Mapped[int] = mapped_column(default=0)
    event_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    registered_at: Mapped[datetime]

    tag: Mapped[str | None] = mapped_column(unique=True)
    serial: Mapped[str | None]
    model_id: Mapped[int] = refers_to("asset_models.id")
    description: Mapped[str | None]
    state: Mapped[str]
    site_id: Mapped[int] = refers_to("sites.id", index=False)
    room_id: Mapped[int | None] = refers_to("rooms.id")
    cart_id: Mapped[int | None] = refers_to("assets.id")
    slot: Mapped[int | None]
    slots: Mapped[int | None]
    holder_id: Mapped[int | None] = refers_to("people.id")
    responsible_id: Mapped[int | None] = refers_to("people.id", index=False)
    last_seen_at: Mapped[datetime | None]
    last_seen_room_id: Mapped[int | None] = refers_to("rooms.id", index=False)

    managed_by: Mapped[str] = mapped_column(default="site")
    ecf: Mapped[bool] = mapped_column(default=False)
    bought_by_programme: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[str | None]
    use: Mapped[str | None]
    purchase_order: Mapped[str | None]
    supplier: Mapped[str | None]
    purchased_on: Mapped[date | None]
    cost_cents: Mapped[int | None]
    funding_source_id: Mapped[int | None] = refers_to("funding_sources.id", index=False)
    federal_share: Mapped[int | None]
    title_holder: Mapped[str | None]
    shipped_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    delivered_to: Mapped[str | None]
    proof_of_delivery: Mapped[str | None]
    itemised_list: Mapped[str | None]
    signed_off_by: Mapped[str | None]
    signed_off_on: Mapped[date | None]
    warranty_kind: Mapped[str | None]
    warranty_months: Mapped[int | None]
    warranty_until: Mapped[date | None]
    end_of_life_on: Mapped[date | None]
    operating_system: Mapped[str | None]
    wired_mac: Mapped[str | None]
    wireless_mac: Mapped[str | None]
    software: Mapped[str | None]
    disposed_on: Mapped[date | None]
    disposal_method: Mapped[str | None]
    sale_price_cents: Mapped[int | None]
    notes: Mapped[str | None]

    model: Mapped[AssetModel] = relationship()
    site: Mapped[Site] = relationship()
    room: Mapped[Room | None] = relationship(foreign_keys=[room_id])
    cart: Mapped[Asset | None] = relationship(remote_side=lambda: Asset.id, foreign_keys=[cart_id])
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])
    responsible: Mapped[Person | None] = relationship(foreign_keys=[responsible_id])
    last_seen_room: Mapped[Room | None] = relationship(foreign_keys=[last_seen_room_id])
    funding_source: Mapped[FundingSource | None] = relationship()
    identifiers: Mapped[list[Identifier]] = relationship(back_populates="asset", order_by="Identifier.id")
    merge: Mapped[Merge | None] = relationship(back_populates="twin", foreign_keys="Merge.twin_id")

    def __str__(self) -> str:
        return self.tag or self.serial or str(self.uuid)

    @property
    def standing(self) -> Asset:
        """The record that stands for this device: another one since the two were merged."""
        return self.merge.kept if self.merge else self

    @property
    def last_seen_where(self) -> str | None:
        """The room it was last seen in; of another school, the school alone."""
        room = self.last_seen_room
        if room is None:
            return None
        return room.name if room.site_id == self.site_id else room.site.name

    @property
    def missing_from_sight(self) -> bool:
        return self.state in MISSING_STATES

    def giving_up(self, *columns: str) -> dict[str, None]:
        """The change by which it has none of these any more; what it has not got does not change."""
        return {column: None for column in columns if getattr(self, column) is not None}


IDENTIFIER_KINDS = ("tag", "serial", "mac", "former_tag", "other")


class Identifier(Base):
    """A code that means an asset. Two assets may bear one code (LAW-3 counts such faults); a tag is nobody else's."""

    __tablename__ = "identifiers"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(map(repr, IDENTIFIER_KINDS))})", name="is_of_a_known_kind"),
        UniqueConstraint("key", "asset_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = refers_to("assets.id")
    kind: Mapped[str]
    code: Mapped[str]
    key: Mapped[str]

    asset: Mapped[Asset] = relationship(back_populates="identifiers")


class Merge(Base):
    """The record that stands for a device from then on, beside one that is void since: its events say by whom and when.

    Who is merged into a record that is merged itself later stands with that later one.
    """

    __tablename__ = "merges"
    __table_args__ = (CheckConstraint("twin_id <> kept_id", name="is_of_two_records"),)

    twin_id: Mapped[int] = refers_to("assets.id", index=False, primary_key=True)
    kept_id: Mapped[int] = refers_to("assets.id")

    twin: Mapped[Asset] = relationship(foreign_keys=[twin_id], back_populates="merge")
    kept: Mapped[Asset] = relationship(foreign_keys=[kept_id])
