"""A device of an export on its way in: what it means here, and how it ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.domain.codes import candidates, look_up_key
from app.domain.register.importing import Outcome, Told
from app.files.devices import DeviceRow, Found

AHEAD = timedelta(days=1)
OF_A_SERIAL = ("serial", "tag", "barcode")


@dataclass(slots=True)
class DeviceLine(Outcome):
    """`key` names the device in its management; `serial_keys` are what its number may mean, makers' prefixes off.

    `record` is the row of what was heard of it before.
    """

    row: DeviceRow
    key: str = ""
    serial_keys: tuple[str, ...] = ()
    record: Any = None
    asset_id: int | None = None
    matched_by: str | None = None
    site_id: int | None = None

    @classmethod
    def of(cls, found: Found, now: datetime) -> "DeviceLine":
        line = cls(found.line, found.device or DeviceRow())
        if found.refusal or found.device is None:
            reason = found.refusal.reason if found.refusal else "nothing_names_a_device"
            line.refuse(reason, **(found.refusal.facts if found.refusal else {}))
            return line
        line.told += [Told(r.reason, {"field": r.field, "value": r.value}) for r in found.remarks]
        line.serial_keys = serial_keys(line.row.serial or "")
        line.key = _key(line.row, line.serial_keys)
        if line.row.last_seen_at and line.row.last_seen_at > now + AHEAD:
            line.warn("seen_in_the_future", field="last_seen_at", value=f"{line.row.last_seen_at:%Y-%m-%d}")
            line.row = replace(line.row, last_seen_at=None)
        return line

    @property
    def serial_key(self) -> str | None:
        return self.serial_keys[0] if self.serial_keys else None

    @property
    def macs(self) -> list[str]:
        return [mac for name in ("wireless_mac", "wired_mac") if (mac := self._said(name))]

    @property
    def tag(self) -> str | None:
        """The tag that somebody noted in the management."""
        return self._said("asset_tag")

    @property
    def user(self) -> str | None:
        """Who used it last, as far as the export says; else whose it is there."""
        return self.row.recent_users[0] if self.row.recent_users else self.row.assigned_user

    def meet(self, record: Any) -> None:
        """This is what was heard of the device before; what the row leaves open still holds."""
        self.record = record
        if record is not None and not self.serial_keys and record.serial_key:
            self.serial_keys = (record.serial_key,)

    def _said(self, name: str) -> str | None:
        said: str | None = getattr(self.row, name)
        return getattr(self.record, name) if said is None and self.record is not None else said


def serial_keys(serial: str) -> tuple[str, ...]:
    """What a maker's number may be looked up by, the bare serial first.

    Lenovo writes 1S, type and serial, Apple an S before it.
    """
    read = candidates(serial)
    prefixed = [candidate for candidate in read if candidate.kind == "serial"]
    likely = [*prefixed, *(candidate for candidate in read if candidate.kind in OF_A_SERIAL)]
    keys = (look_up_key(candidate.value) for candidate in likely)
    return tuple(dict.fromkeys(key for key in keys if key)) or tuple(filter(None, [look_up_key(serial)]))


def _key(row: DeviceRow, serials: tuple[str, ...]) -> str:
    if row.device_id:
        return row.device_id
    return f"serial:{serials[0]}" if serials else f"mac:{row.wireless_mac or row.wired_mac}"
