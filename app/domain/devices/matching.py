"""Which asset a device of a management is: by its serial number, then a MAC address, then the tag noted there.

A serial number that says otherwise outweighs the other two: a dock's address and a note go from device to device.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from sqlalchemy import select

from app.db import db
from app.domain.codes import look_up_key
from app.domain.lifecycle import GONE
from app.domain.portions import portions
from app.models import Asset, Identifier

KINDS = {"serial": ("serial", "other"), "mac": ("mac",), "tag": ("tag", "former_tag")}


class Codes(Protocol):
    """What a device may be known by."""

    @property
    def serial_keys(self) -> tuple[str, ...]: ...

    @property
    def macs(self) -> list[str]: ...

    @property
    def tag(self) -> str | None: ...


class Bearer(NamedTuple):
    """An asset that bears a code."""

    asset_id: int
    site_id: int
    kind: str
    serial: str | None
    state: str


class Match(NamedTuple):
    """The asset, and by what it was known."""

    asset_id: int
    site_id: int
    by: str


Bearers = dict[str, list[Bearer]]


def bearers_of(devices: Iterable[Codes]) -> Bearers:
    """Every asset that bears a code of one of these devices, in one query for a few hundred of them."""
    keys = {key for device in devices for key in _keys(device)}
    bearers: Bearers = {}
    for some in portions(sorted(keys)):
        query = (
            select(Identifier.key, Asset.id, Asset.site_id, Identifier.kind, Asset.serial, Asset.state)
            .join(Asset, Asset.id == Identifier.asset_id)
            .where(Identifier.key.in_(some))
            .order_by(Asset.id)
        )
        for row in db.session.execute(query):
            bearers.setdefault(row[0], []).append(Bearer._make(row[1:]))
    return bearers


def match(device: Codes, bearers: Bearers) -> tuple[Match | None, str | None]:
    """The asset that the device is; or why none of those that bear one of its codes is it."""
    trouble = None
    for by, keys in (
        ("serial", device.serial_keys),
        ("mac", tuple(map(look_up_key, device.macs))),
        ("tag", (look_up_key(device.tag),) if device.tag else ()),
    ):
        found = _bearing(keys, KINDS[by], bearers)
        if by != "serial" and device.serial_keys:
            fitting = [one for one in found if _fits(one, device.serial_keys)]
            trouble = trouble or (f"{by}_of_another_serial" if found and not fitting else None)
            found = fitting
        if len(found) > 1:
            trouble = trouble or f"{by}_of_several"
            found = _told_apart(found, device, bearers)
        if len(found) == 1:
            return Match(found[0].asset_id, found[0].site_id, by), None
    return None, trouble


def _keys(device: Codes) -> Iterable[str]:
    yield from device.serial_keys
    yield from map(look_up_key, device.macs)
    if device.tag:
        yield look_up_key(device.tag)


def _bearing(keys: tuple[str, ...], kinds: tuple[str, ...], bearers: Bearers) -> list[Bearer]:
    """The assets that bear the first of the keys that any of them bears."""
    for key in keys:
        found = {one.asset_id: one for one in bearers.get(key, ()) if one.kind in kinds}
        if found:
            return list(found.values())
    return []


def _fits(one: Bearer, serials: tuple[str, ...]) -> bool:
    return not one.serial or look_up_key(one.serial) in serials


def _told_apart(found: list[Bearer], device: Codes, bearers: Bearers) -> list[Bearer]:
    """Of several with one code, the one that bears the noted tag too; else the only one that still is."""
    tagged = {one.asset_id for one in bearers.get(look_up_key(device.tag or ""), ())} if device.tag else set()
    if both := [one for one in found if one.asset_id in tagged]:
        return both
    return [one for one in found if one.state not in GONE]
