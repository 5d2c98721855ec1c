"""The rows of a table as devices. GAM repeats a device for every user and every day: such rows become one again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from typing import Any

from app.files.assets.layouts import Layout
from app.files.devices.fields import FIELDS, DeviceRow, Found
from app.files.devices.formats import FORMATS, OPPOSITE
from app.files.devices.judging import Judge, both, judge_of
from app.files.tables import Remark, Row, as_text
from app.files.tables.values.headings import key_of_heading

SHOWN = 200
# A column of a flag says something only where it is set.
SET = ("true", "yes", "1", "enabled", "on")


class Reader:
    """Made once for a file, then used for each of its rows."""

    def __init__(self, layout: Layout, header: tuple[str, ...], zone: tzinfo) -> None:
        known = FORMATS.get(layout.format)
        self._zone = UTC if known is None or known.utc else zone
        if known is None:
            self._zone = zone
        self._prefix = _prefix(layout, header)
        self._columns: list[tuple[int, str, Judge, str | None]] = [
            (
                at,
                name,
                judge_of(name, zone=self._zone, day_first=layout.day_first),
                OPPOSITE.get(key_of_heading(header[at])) if name == "status" else None,
            )
            for at, name in layout.columns
        ]

    def read(self, row: Row) -> Found:
        found = Found(row.line, remarks=list(row.remarks), refusal=row.refusal)
        if found.refusal:
            return found
        values = self._values(row, found.remarks)
        found.name(values, self._prefix)
        return found

    def _values(self, row: Row, remarks: list[Remark]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for at, name, judge, flag in self._columns:
            cell = row.cells[at]
            if isinstance(cell, str) and (not cell or cell.isspace()):
                continue
            if flag is not None:
                if as_text(cell).casefold() not in SET:
                    continue
                cell = flag
            value, reason = judge(cell)
            if reason:
                remarks.append(Remark(name, reason, as_text(cell)[:SHOWN]))
            if value is not None:
                values[name] = both(name, values[name], value) if name in values else value
        return values


def read(rows: Iterable[Row], layout: Layout, header: tuple[str, ...], zone: tzinfo) -> Iterator[Found]:
    """Every device of the table."""
    reader = Reader(layout, header, zone)
    return joined(map(reader.read, rows))


def joined(found: Iterable[Found]) -> Iterator[Found]:
    """Rows that follow each other and are about one device, as the one they are."""
    waiting: Found | None = None
    for one in found:
        if waiting and _same(waiting.device, one.device):
            waiting = _together(waiting, one)
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _same(one: DeviceRow | None, other: DeviceRow | None) -> bool:
    return bool(
        one and other and one.device_id and one.device_id == other.device_id and one.serial == other.serial
    )


def _together(one: Found, other: Found) -> Found:
    if one.device is None or other.device is None:
        return one
    values = {name: getattr(one.device, name) for name in FIELDS}
    for name in FIELDS:
        value = getattr(other.device, name)
        if value is not None and value != ():
            values[name] = value if values[name] is None else both(name, values[name], value)
    remarks = list(dict.fromkeys([*one.remarks, *other.remarks]))
    return Found(one.line, DeviceRow(**values), remarks)


def _prefix(layout: Layout, header: tuple[str, ...]) -> str:
    """Jamf Pro numbers its computers and its mobile devices each from one."""
    if layout.format != "jamf_pro":
        return ""
    keys = [key_of_heading(header[at]) for at, name in layout.columns if name == "device_id"]
    return "mobile" if "jss mobile device id" in keys else "computer" if keys else ""
