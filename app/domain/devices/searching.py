"""For any account, address, serial number or tag: which device it is, as its management and the register say. PLN-5."""

import re
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from app.db import db
from app.domain.access import Scope
from app.domain.codes import look_up_key
from app.domain.devices.lines import serial_keys
from app.domain.roster import called
from app.letters import words_of
from app.models import Asset, DeviceRecord, DeviceUser, Identifier, Person

MOST = 300
SHORTEST_PART = 3
HEXADECIMAL = re.compile(r"[0-9A-F]{12}")


def says(text: str, names: Scope) -> ColumnElement[bool]:
    """Records that bear the text as a code, or are of whoever it names; people are looked for within `names` alone."""
    found: list[ColumnElement[bool]] = [DeviceRecord.id.in_(_by_code(text))]
    if names:
        found.append(names.where(_site_now()) & DeviceRecord.id.in_(_by_account(text, names)))
    return or_(*found)


def _site_now() -> ColumnElement[int]:
    """Where the device is now; of one that the register does not know, where the record belongs."""
    device = aliased(Asset)
    there = select(device.site_id).where(device.id == DeviceRecord.asset_id).correlate(DeviceRecord)
    return func.coalesce(there.scalar_subquery(), DeviceRecord.site_id)


def assets_known_as(text: str, scope: Scope, names: Scope) -> list[Asset]:
    """Assets of the register that bear the code, or are with whoever it names, and that no management knows."""
    known = select(DeviceRecord.id).where(DeviceRecord.asset_id == Asset.id).exists()
    meant = [Asset.id.in_(_some(select(Identifier.asset_id).where(Identifier.key.in_(_keys(text)))))]
    if names and (people := _people(text, names)):
        meant.append(Asset.holder_id.in_(people))
    query = select(Asset).where(scope.where(Asset.site_id), or_(*meant), ~known).order_by(Asset.tag, Asset.id)
    return list(db.session.scalars(query.limit(20)))


def _by_code(text: str) -> list[int]:
    keys = _keys(text)
    found: list[ColumnElement[bool]] = [DeviceRecord.serial_key.in_(keys), DeviceRecord.tag_key.in_(keys)]
    if mac := _mac(text):
        found += [DeviceRecord.wireless_mac == mac, DeviceRecord.wired_mac == mac]
    assets = select(Identifier.asset_id).where(Identifier.key.in_(keys))
    parts = [select(DeviceRecord.id).where(one) for one in (*found, DeviceRecord.asset_id.in_(assets))]
    if len(keys[0] if keys else "") >= SHORTEST_PART:
        begins = DeviceRecord.serial_key.between(keys[0], keys[0] + "\U0010ffff")
        parts.append(select(DeviceRecord.id).where(begins))
    return [key for part in parts for key in _some(part)]


def _by_account(text: str, names: Scope) -> list[int]:
    account = text.strip().casefold()
    if len(account) < SHORTEST_PART:
        return []
    theirs = or_(
        DeviceUser.person_id.is_(None),
        DeviceUser.person_id.in_(select(Person.id).where(names.where(Person.site_id))),
    )
    begins = DeviceUser.account.between(account, account + "\U0010ffff")
    parts = [select(DeviceUser.record_id).where(begins, theirs)]
    parts.append(select(DeviceRecord.id).where(DeviceRecord.assigned_user == account))
    if people := _people(text, names):
        parts.append(select(DeviceUser.record_id).where(DeviceUser.person_id.in_(people)))
        parts.append(select(DeviceRecord.id).where(DeviceRecord.person_id.in_(people)))
    return [key for part in parts for key in _some(part)]


def _people(text: str, names: Scope) -> list[int]:
    """Whoever is called so: each word begins a name, or the whole is an address, a number or a badge."""
    whole, query = text.strip(), select(Person.id).where(names.where(Person.site_id))
    said = or_(Person.email == whole.lower(), Person.external_id == whole, Person.badge == whole)
    return _some(query.where(said)) or (_some(query.where(called(whole))) if words_of(whole, 1) else [])


def _keys(text: str) -> list[str]:
    return list(dict.fromkeys([look_up_key(text), *serial_keys(text)])) if text.strip() else []


def _mac(text: str) -> str | None:
    digits = re.sub(r"[\s:.\-]", "", text).upper()
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2)) if HEXADECIMAL.fullmatch(digits) else None


def _some(query: Any) -> list[int]:
    return list(db.session.scalars(query.limit(MOST)))
