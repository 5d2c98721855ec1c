"""What Google, Intune and Jamf say of the district: this morning's exports, with what such exports bring to light.

Policy: PLN-2, PLN-4, PLN-5.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain import devices, ledger
from app.domain.access import EVERYWHERE
from app.domain.demonstration.calendar import Calendar
from app.domain.devices import Intake, Origin
from app.domain.ledger import Act
from app.files.devices import DeviceRow, Found
from app.models import Asset, AssetModel, Category, Person, User

MANAGED = ("Chromebook", "Laptop", "Desktop", "Tablet")
GONE_FROM_THERE = ("salvage", "with_its", "returned_to_its", "disposed", "void")
SYSTEMS = {
    "google": ("ChromeOS", "130.0.6723.126"),
    "intune": ("Windows", "10.0.22631.4460"),
    "jamf_pro": ("iPadOS", "18.1"),
}
FILES = {
    "google": "gam-print-cros.csv",
    "intune": "DevicesWithInventory.zip",
    "jamf_pro": "mobile-devices.csv",
}
SUPPORTED = {"Chromebook 11 G9 EE": 1, "300e Chromebook Gen 3": 4, "300e Yoga Chromebook Gen 4": 6}
SILENT_DAYS = 47


def hear_managements(calendar: Calendar, users: dict[str, User]) -> None:
    """Three exports came in this morning, and were compared with the register."""
    act = Act.now(users["its"], "demo")
    _wipe_one(act.at(calendar.ago(12)))
    by_source: dict[str, list[Asset]] = {"google": [], "intune": [], "jamf_pro": []}
    for asset in _managed():
        by_source[_source(asset)].append(asset)
    people = _people()
    for source, assets in by_source.items():
        story = _Story(calendar, people, source)
        intake = Intake(act, EVERYWHERE, Origin(source, FILES[source], whole=True))
        rows = story.rows(assets)
        intake.take_in([Found(line, row) for line, row in enumerate(rows, start=2)])
        intake.end()
    db.session.flush()
    for portion in devices.all_portions():
        devices.reconcile(portion)


class _Story:
    """One export: every device as it should be, but for those that make it worth reading."""

    def __init__(self, calendar: Calendar, people: dict[int, list[Person]], source: str) -> None:
        self._calendar, self._people, self._source = calendar, people, source

    def rows(self, assets: Sequence[Asset]) -> list[DeviceRow]:
        held = [asset for asset in assets if asset.holder]
        standing = [asset for asset in assets if asset.state == "deployed"]
        stock = [asset for asset in assets if asset.state == "in_stock"]
        left_out = {asset.id for asset in standing[20:22]}
        special: dict[int, dict[str, Any]] = {}
        if self._source == "google":
            borrower = held[8].holder
            special[held[3].id] = {"recent_users": _accounts(borrower)}
            special |= {
                asset.id: {"last_seen_at": self._ago(SILENT_DAYS)}
                for asset in (*held[30:33], *standing[40:42])
            }
            special[stock[4].id] = {"recent_users": _accounts(held[12].holder)}
        rows = [
            self._row(at, asset) | special.get(asset.id, {})
            for at, asset in enumerate(assets)
            if asset.id not in left_out
        ]
        if self._source == "google":
            again = self._row(len(rows), standing[6])
            rows.append(
                again | {"device_id": f"{again['device_id']}-before", "last_seen_at": self._ago(SILENT_DAYS)}
            )
            rows += self._strangers(standing[0])
        return [DeviceRow(**row) for row in rows]

    def _row(self, at: int, asset: Asset) -> dict[str, Any]:
        system, version = SYSTEMS[self._source]
        seen = (
            self._ago(9)
            if asset.state == "lost"
            else self._ago(2)
            if asset.state == "stolen"
            else self._yesterday(at)
        )
        return {
            "device_id": f"{self._source}-{asset.serial}",
            "serial": asset.serial,
            "wireless_mac": asset.wireless_mac,
            "wired_mac": asset.wired_mac,
            "asset_tag": asset.tag if at % 3 else None,
            "model": asset.model.full_name,
            "operating_system": "macOS" if asset.model.name.startswith("iMac") else system,
            "os_version": version,
            "status": "active",
            "recent_users": _accounts(asset.holder) or self._somebody(at, asset),
            "last_seen_at": seen,
            "support_ends_on": self._supported(asset.model),
            "org_unit": f"/{asset.site.name}/Students",
            "encrypted": True if self._source != "google" else None,
            "compliant": at % 17 != 0 if self._source == "intune" else None,
        }

    def _somebody(self, at: int, asset: Asset) -> tuple[str, ...]:
        """Who used what stands in a room or a cart; nobody uses what waits in storage."""
        people = self._people.get(asset.site_id, []) if asset.state == "deployed" else []
        return _accounts(people[at % len(people)]) if people else ()

    def _strangers(self, like: Asset) -> Iterator[dict[str, Any]]:
        """Enrolled by somebody, and registered by nobody."""
        for at, serial in enumerate(("5CD2417XKQ", "5CD2417XM2", "PF3T9ZZC")):
            row = self._row(at, like)
            yield row | {
                "device_id": f"google-{serial}",
                "serial": serial,
                "asset_tag": None,
                "wireless_mac": None,
            }

    def _supported(self, model: AssetModel) -> date | None:
        years = SUPPORTED.get(model.name)
        return date(self._calendar.year + years, 6, 30) if years else None

    def _yesterday(self, at: int) -> datetime:
        return self._ago(1) + timedelta(minutes=at % 240)

    def _ago(self, days: int) -> datetime:
        return self._calendar.ago(days)


def _managed() -> list[Asset]:
    query = (
        select(Asset)
        .join(AssetModel, AssetModel.id == Asset.model_id)
        .join(Category, Category.id == AssetModel.category_id)
        .where(Category.name.in_(MANAGED), Asset.serial.is_not(None), Asset.state.not_in(GONE_FROM_THERE))
        .order_by(Asset.id)
        .options(
            joinedload(Asset.model).joinedload(AssetModel.category),
            joinedload(Asset.holder),
            joinedload(Asset.site),
        )
    )
    return list(db.session.scalars(query))


def _source(asset: Asset) -> str:
    if asset.model.category.name == "Chromebook":
        return "google"
    return "jamf_pro" if asset.model.maker == "Apple" else "intune"


def _people() -> dict[int, list[Person]]:
    people: dict[int, list[Person]] = {}
    for person in db.session.scalars(select(Person).where(Person.kind == "student").order_by(Person.id)):
        people.setdefault(person.site_id, []).append(person)
    return people


def _accounts(person: Person | None) -> tuple[str, ...]:
    return (person.email,) if person and person.email else ()


def _wipe_one(act: Act) -> None:
    """One of what went back to ITS was wiped, and nobody took it out of its management."""
    asset = db.session.scalars(select(Asset).where(Asset.state == "with_its").order_by(Asset.id)).first()
    if asset is not None:
        ledger.record(asset, "wiped", act)
