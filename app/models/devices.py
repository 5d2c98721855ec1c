"""What device management last said of each device, and where it contradicts the register. Policy: PLN-4, PLN-5."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site
from app.models.register import Asset
from app.models.register.importing import Import
from app.models.roster import Person

SOURCES = ("google", "intune", "jamf_pro", "jamf_school", "other")
RECORD_STATUSES = ("active", "disabled", "deprovisioned")
MATCHES = ("serial", "mac", "tag")
CONFLICTS = (
    "unknown", "wrong_user", "nobody", "active_missing", "active_disposed", "silent", "doubled", "unmanaged",
)  # fmt: skip
OPEN = text("settled_at IS NULL")


def _one_of(values: tuple[str, ...]) -> str:
    return f"({', '.join(map(repr, values))})"


class DeviceExport(Base):
    """A file that came out of a device management; `whole` says that it names every device managed there."""

    __tablename__ = "device_exports"
    __table_args__ = (
        CheckConstraint(f"source IN {_one_of(SOURCES)}", name="is_of_a_known_source"),
        Index("ix_device_exports_source_id", "source", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    source: Mapped[str]
    filename: Mapped[str]
    whole: Mapped[bool] = mapped_column(default=False)
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    import_id: Mapped[int | None] = refers_to("imports.id")
    records: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = refers_to("users.id", index=False)

    site: Mapped[Site | None] = relationship()
    by: Mapped[User | None] = relationship()
    run: Mapped[Import | None] = relationship()


class DeviceRecord(Base):
    """What one device management last said about one device.

    `key` is the device's own id there, or its serial number where the export has none. `person_id` is whoever
    used it last, where the roster knows them; `site_id` the matched asset's site, else the one that the
    organisational unit names, else nobody's but the district's.
    """

    __tablename__ = "device_records"
    __table_args__ = (
        CheckConstraint(f"source IN {_one_of(SOURCES)}", name="is_of_a_known_source"),
        CheckConstraint(f"status IN {_one_of(RECORD_STATUSES)}", name="is_in_a_known_status"),
        CheckConstraint(f"matched_by IN {_one_of(MATCHES)}", name="is_matched_in_a_known_way"),
        CheckConstraint("(asset_id IS NULL) = (matched_by IS NULL)", name="says_how_it_was_matched"),
        UniqueConstraint("source", "key"),
        Index("ix_device_records_site_id_id", "site_id", "id"),
        Index("ix_device_records_source_heard_in_id", "source", "heard_in_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    source: Mapped[str]
    key: Mapped[str]
    device_id: Mapped[str | None]
    serial: Mapped[str | None]
    serial_key: Mapped[str | None] = mapped_column(index=True)
    wired_mac: Mapped[str | None] = mapped_column(index=True)
    wireless_mac: Mapped[str | None] = mapped_column(index=True)
    asset_tag: Mapped[str | None]
    tag_key: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str | None]
    maker: Mapped[str | None]
    model: Mapped[str | None]
    operating_system: Mapped[str | None]
    os_version: Mapped[str | None]
    status: Mapped[str]
    assigned_user: Mapped[str | None]
    last_user: Mapped[str | None]
    person_id: Mapped[int | None] = refers_to("people.id")
    last_seen_at: Mapped[datetime | None]
    enrolled_at: Mapped[datetime | None]
    support_ends_on: Mapped[date | None]
    org_unit: Mapped[str | None]
    location: Mapped[str | None]
    encrypted: Mapped[bool | None]
    compliant: Mapped[bool | None]
    asset_id: Mapped[int | None] = refers_to("assets.id")
    matched_by: Mapped[str | None]
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    first_heard_at: Mapped[datetime]
    last_heard_at: Mapped[datetime]
    heard_in_id: Mapped[int] = refers_to("device_exports.id", index=False)

    asset: Mapped[Asset | None] = relationship()
    site: Mapped[Site | None] = relationship()
    person: Mapped[Person | None] = relationship()
    heard_in: Mapped[DeviceExport] = relationship()
    users: Mapped[list[DeviceUser]] = relationship(back_populates="record", order_by="DeviceUser.rank")

    def __str__(self) -> str:
        return self.serial or self.name or self.key


class DeviceUser(Base):
    """Somebody whom device management saw at a device lately; rank 0 was the last. Policy: ORG-8, PLN-5."""

    __tablename__ = "device_users"
    __table_args__ = (UniqueConstraint("record_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = refers_to("device_records.id", index=False)
    rank: Mapped[int]
    account: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[int | None] = refers_to("people.id", index=False)

    record: Mapped[DeviceRecord] = relationship(back_populates="users")
    person: Mapped[Person | None] = relationship()


class DeviceConflict(Base):
    """Where device management and the register say different things, from when it was found until it was over.

    Policy: PLN-2 (each has an age and a history).
    """

    __tablename__ = "device_conflicts"
    __table_args__ = (
        CheckConstraint(f"kind IN {_one_of(CONFLICTS)}", name="is_of_a_known_kind"),
        CheckConstraint("record_id IS NOT NULL OR asset_id IS NOT NULL", name="is_about_something"),
        CheckConstraint("settled_at >= found_at", name="ends_after_it_begins"),
        Index(
            "uq_device_conflicts_one_open_per_record",
            "record_id",
            "kind",
            unique=True,
            sqlite_where=text("settled_at IS NULL AND record_id IS NOT NULL"),
            postgresql_where=text("settled_at IS NULL AND record_id IS NOT NULL"),
        ),
        Index(
            "uq_device_conflicts_one_open_per_asset",
            "asset_id",
            "kind",
            unique=True,
            sqlite_where=text("settled_at IS NULL AND record_id IS NULL"),
            postgresql_where=text("settled_at IS NULL AND record_id IS NULL"),
        ),
        Index(
            "ix_device_conflicts_kind_site_id_where_open",
            "kind",
            "site_id",
            "id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_device_conflicts_kind_where_open", "kind", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    kind: Mapped[str]
    record_id: Mapped[int | None] = refers_to("device_records.id")
    asset_id: Mapped[int | None] = refers_to("assets.id")
    site_id: Mapped[int | None] = refers_to("sites.id", index=False)
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    record: Mapped[DeviceRecord | None] = relationship()
    asset: Mapped[Asset | None] = relationship()
    site: Mapped[Site | None] = relationship()
