"""A row of somebody's list as an asset of ours, with a remark on whatever could not be taken as it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.files.assets.fields import FIELDS, AssetRow
from app.files.assets.kinds import Judge, judge_of
from app.files.assets.layouts import Layout
from app.files.assets.states import Status
from app.files.tables import Refusal, Remark, Row, as_text, is_blank
from app.files.tables.values.headings import key

# A tag that was damaged like this is no tag: another device may well bear what is left of it.
FATAL_IN_A_TAG = ("mangled_by_spreadsheet", "too_long")
# Other people's words for these say where a device is meant to be; who has it says where it is.
FREE = (None, "in_stock", "deployed", "checked_out")
SHOWN = 200


@dataclass(slots=True)
class Normalised:
    """Either the asset, or why there is none."""

    line: int
    asset: AssetRow | None = None
    remarks: list[Remark] = field(default_factory=list)
    refusal: Refusal | None = None


class Normaliser:
    """Made once for a file, then used for each of its rows."""

    def __init__(self, layout: Layout) -> None:
        self._own = layout.format == "rollcall"
        self._unused = layout.unused
        self._columns: list[tuple[int, str, bool, Judge]] = [
            (at, name, name in FIELDS and FIELDS[name].many, judge_of(name, day_first=layout.day_first))
            for at, name in layout.columns
        ]

    def normalise(self, row: Row) -> Normalised:
        result = Normalised(row.line, remarks=list(row.remarks), refusal=row.refusal)
        if result.refusal:
            return result
        values = self._values(row, result.remarks)
        result.refusal = _refuse_unidentified(values, result.remarks)
        if not result.refusal:
            _name_holder(values)
            self._settle_state(values, result.remarks)
            result.asset = AssetRow(**values, extra=self._extra(row))
        return result

    def _values(self, row: Row, remarks: list[Remark]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        cells = row.cells
        for at, name, many, judge in self._columns:
            cell = cells[at]
            if cell == "" or (name in values and not many):
                continue
            if isinstance(cell, str) and cell.isspace():
                continue
            value, reason = judge(cell)
            if reason:
                remarks.append(Remark(name, reason, as_text(cell)[:SHOWN]))
            if value is not None:
                values[name] = _joined(values[name], value) if name in values else value
        return values

    def _extra(self, row: Row) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, as_text(row.cells[at])) for at, name in self._unused if not is_blank(row.cells[at])
        )

    def _settle_state(self, values: dict[str, Any], remarks: list[Remark]) -> None:
        """What somebody has is checked out, what a room was given is deployed; unless it is lost, broken…"""
        status: Status | None = values.pop("state", None)
        state = status.state if status else None
        held, placed = _is_held(values), _place(values, remarks)
        ours = self._own and status is not None and status.own
        if not ours and state in FREE:
            state = "checked_out" if held else "deployed" if placed else state
        if held and state != "checked_out":
            remarks.append(Remark("state", "holder_without_checkout", _holder(values)))
        if state == "checked_out" and not held:
            remarks.append(Remark("state", "checked_out_to_nobody", values.get("tag") or values["serial"]))
            state = None
        values["state"] = state


def _refuse_unidentified(values: dict[str, Any], remarks: list[Remark]) -> Refusal | None:
    if values.get("tag"):
        return None
    for remark in remarks:
        if remark.field == "tag" and remark.reason in FATAL_IN_A_TAG:
            remarks.remove(remark)
            return Refusal(remark.reason, {"field": "tag", "value": remark.value})
    if not values.get("serial"):
        return Refusal("nothing_identifies")
    remarks.append(Remark("tag", "no_tag", values["serial"]))
    return None


def _joined(earlier: Any, later: Any) -> Any:
    """Several columns for one field: all codes, each once; all texts, each on a line of its own."""
    if isinstance(earlier, tuple):
        return tuple(dict.fromkeys(earlier + later))
    return earlier if later in earlier.split("\n") else f"{earlier}\n{later}"


def _name_holder(values: dict[str, Any]) -> None:
    """Both the whole name and its parts, whichever of them the file has. “Ruiz, Ana” is Ana Ruiz."""
    given, family, whole = (values.get(f"holder_{part}name") for part in ("given_", "family_", ""))
    if not (given or family) and whole:
        family, comma, given = whole.partition(", ")
        if not comma:
            given, _, family = whole.rpartition(" ")
    if given or family:
        values["holder_given_name"], values["holder_family_name"] = given or None, family or None
        values["holder_name"] = " ".join(filter(None, (given, family)))


def _is_held(values: dict[str, Any]) -> bool:
    return any(values.get(name) for name in ("holder_id", "holder_name", "holder_email"))


def _holder(values: dict[str, Any]) -> str:
    return str(values.get("holder_name") or values.get("holder_id") or values.get("holder_email"))


def _place(values: dict[str, Any], remarks: list[Remark]) -> bool:
    """Whether the file says that it is checked out to a room; that room is then where it is."""
    kind, room = key(values.pop("checkout_kind", "")), values.pop("checkout_room", None)
    if kind not in ("", "user", "location"):
        remarks.append(Remark("checkout_kind", "checked_out_to_something_else", kind))
    if kind == "user" or not room:
        return False
    values["room_name"] = room
    return True
