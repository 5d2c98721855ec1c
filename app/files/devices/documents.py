"""A JSON document as devices: a page of a list, several pages in an array, or one device alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from app.files.devices.fields import FIELDS, Found
from app.files.devices.judging import MOST_USERS, both, judge_of
from app.files.devices.refusals import NotADeviceList
from app.files.devices.shapes import LISTS, Shape, shape_of, values_at
from app.files.devices.streaming import members
from app.files.tables import Refusal, Remark, as_text

SHOWN = 200
# Where several paths speak, all of them do; of any other field the first that says anything is believed.
TOGETHER = frozenset({"recent_users", "status"})
JUDGES = {name: judge_of(name, zone=UTC) for name in FIELDS}

Told = tuple[Shape | None, dict[str, Any]]


def read(text: str) -> Iterator[Found]:
    """The devices of the document, numbered from one: a document has no lines. Raises WrongJson."""
    for number, (shape, device) in enumerate(_devices(text), start=1):
        if shape is None:
            yield Found(number, refusal=Refusal("nothing_names_a_device"))
        else:
            yield _found(number, shape, device)


def format_of(text: str) -> str:
    """`google`, `intune`, `jamf_pro` or `jamf_school`. Raises WrongJson, NotADeviceList."""
    for shape, _ in _devices(text):
        if shape is not None:
            return shape.format
    raise NotADeviceList


def _devices(text: str) -> Iterator[Told]:
    """Those of its lists; or where it has none, the one device that the document itself is."""
    alone: dict[str, Any] = {}
    listed = False
    for name, thing in members(text, LISTS):
        if name is None or name in LISTS:
            listed = True
            yield from _of_element(name, thing)
        else:
            alone[name] = thing
    if alone and not listed:
        yield from _of_element(None, alone)


def _of_element(name: str | None, thing: Any) -> Iterator[Told]:
    """A device, bare or wrapped under what it is; or a page with a list of them. Anything else has no shape."""
    if not isinstance(thing, dict):
        yield None, {}
        return
    for wrap in ("computer", "mobile_device"):
        if isinstance(thing.get(wrap), dict):
            yield shape_of(wrap, thing[wrap]), thing[wrap]
            return
    shape, pages = shape_of(name, thing), sorted(LISTS & thing.keys())
    if shape is None and pages:
        for page in pages:
            for element in thing[page] if isinstance(thing[page], list) else ():
                yield from _of_element(page, element)
    else:
        yield shape, thing


def _found(number: int, shape: Shape, device: dict[str, Any]) -> Found:
    found = Found(number)
    values: dict[str, Any] = {}
    for name, paths in shape.paths.items():
        remarks = []
        for path in paths.split():
            for raw in _first_of(name, values_at(device, path)):
                value, reason = JUDGES[name](raw if not isinstance(raw, bool) else str(raw))
                if reason:
                    remarks.append(Remark(name, reason, as_text(raw)[:SHOWN]))
                if value is not None:
                    values[name] = both(name, values[name], value) if name in values else value
            if name in values and name not in TOGETHER:
                break
        if name not in values:
            found.remarks += remarks
    found.name(values, shape.prefix)
    return found


def _first_of(name: str, values: Iterator[Any]) -> Iterator[Any]:
    for count, value in enumerate(values):
        if count < MOST_USERS or name != "recent_users":
            yield value
