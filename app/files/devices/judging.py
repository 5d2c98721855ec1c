"""How each kind of field of a device is judged: what the value says, and what is to be remarked on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, tzinfo
from functools import partial
from types import MappingProxyType
from typing import Any

from app.files.devices.fields import FIELDS
from app.files.devices.moments import judge_moment
from app.files.tables import Cell, as_text
from app.files.tables.values.codes import judge_code, judge_mac
from app.files.tables.values.headings import key
from app.files.tables.values.words import NO, NOTHING, YES, judge_name

Judge = Callable[[Cell], tuple[Any, str | None]]

LONGEST_ACCOUNT = 200
MOST_USERS = 10
BETWEEN = re.compile(r"[\s;,|]+")
# What stands for a value that somebody took out: no serial number and no address looks like that.
TAKEN_OUT = re.compile(r"\[.*\]|<.*>|\*+")

STATUSES = MappingProxyType(
    {
        "active": "active managed delinquent enrolled compliant 1 true yes healthy unhealthy retirefailed "
        "retirecanceled wipefailed wipecanceled 0",
        "disabled": "disabled locked lost wipepending wipeissued retirepending",
        "deprovisioned": "deprovisioned inactive preprovisioned unmanaged notmanaged false no trashed deleted "
        "deletepending retired retireissued retiredone wiped wipedone shipped returnrequested returnarrived",
    }
)
STATUS_OF = {word: status for status, words in STATUSES.items() for word in words.split()}
WEIGHT = ("active", "disabled", "deprovisioned")
ENCRYPTED = (
    "encrypted",
    "all partitions encrypted",
    "boot partitions encrypted",
    "enabled",
    "on",
    "file and block level",
)
OPEN_TO_ALL = (
    "not encrypted",
    "no partitions encrypted",
    "notencrypted",
    "disabled",
    "off",
    "unencrypted",
    "decrypted",
)
COMPLIANT, WANTING = (
    ("compliant", "2"),
    ("noncompliant", "notcompliant", "not compliant", "non compliant", "3"),
)


def judge_id(cell: Cell) -> tuple[str | None, str | None]:
    text = as_text(cell)
    if not text or TAKEN_OUT.fullmatch(text):
        return None, None
    return (text, None) if len(text) <= LONGEST_ACCOUNT else (None, "too_long")


def judge_serial(cell: Cell) -> tuple[str | None, str | None]:
    return (None, "placeholder") if TAKEN_OUT.fullmatch(as_text(cell)) else judge_code(cell)


def judge_address(cell: Cell) -> tuple[str | None, str | None]:
    return (None, None) if TAKEN_OUT.fullmatch(as_text(cell)) else judge_mac(cell)


def judge_account(cell: Cell) -> tuple[str | None, str | None]:
    """An address or a user name, small letters: it is looked up by these."""
    text = as_text(cell)
    if text.casefold() in NOTHING or TAKEN_OUT.fullmatch(text):
        return None, None
    return (text.casefold(), None) if len(text) <= LONGEST_ACCOUNT else (None, "too_long")


def judge_accounts(cell: Cell) -> tuple[tuple[str, ...] | None, str | None]:
    """One of them, or several with spaces, commas or semicolons between them."""
    judged = [judge_account(part) for part in BETWEEN.split(as_text(cell)) if part]
    accounts = tuple(dict.fromkeys(account for account, _ in judged if account))[:MOST_USERS]
    return accounts or None, next((reason for _, reason in judged if reason), None)


def judge_status(cell: Cell) -> tuple[str | None, str | None]:
    """As far as we tell states apart: it works there, it is locked there, or it is managed no longer."""
    word = key(as_text(cell)).replace(" ", "")
    if not word:
        return None, None
    found = STATUS_OF.get(word)
    return found, None if found else "unknown_status"


def judge_encrypted(cell: Cell) -> tuple[bool | None, str | None]:
    return _yes_or_no(cell, (*YES, *ENCRYPTED), (*NO, *OPEN_TO_ALL)), None


def judge_compliant(cell: Cell) -> tuple[bool | None, str | None]:
    return _yes_or_no(cell, (*YES, *COMPLIANT), (*NO, *WANTING)), None


def judge_day(cell: Cell, *, day_first: bool = False) -> tuple[date | None, str | None]:
    """The date of a moment, as it stands there: support ends on a day, not at an hour."""
    found, reason = judge_moment(cell, zone=UTC, day_first=day_first)
    return (found.date() if found else None), reason


JUDGES: MappingProxyType[str, Judge] = MappingProxyType(
    {
        "account": judge_account,
        "accounts": judge_accounts,
        "code": judge_serial,
        "compliant": judge_compliant,
        "encrypted": judge_encrypted,
        "id": judge_id,
        "mac": judge_address,
        "name": judge_name,
        "serial": judge_serial,
        "status": judge_status,
    }
)


def judge_of(field: str, *, zone: tzinfo, day_first: bool = False) -> Judge:
    """How the values of a field are judged, in a file whose clocks without an offset are of `zone`."""
    kind = FIELDS[field].kind
    if kind == "moment":
        return partial(judge_moment, zone=zone, day_first=day_first)
    if kind == "day":
        return partial(judge_day, day_first=day_first)
    return JUDGES[kind]


def both(field: str, earlier: Any, later: Any) -> Any:
    """What two values of one field say together: all users, the later moment, the worse status; else the first."""
    if field == "recent_users":
        return tuple(dict.fromkeys(earlier + later))[:MOST_USERS]
    if field == "last_seen_at":
        return max(earlier, later)
    if field == "status":
        return max(earlier, later, key=WEIGHT.index)
    return earlier


def _yes_or_no(cell: Cell, yes: tuple[str, ...], no: tuple[str, ...]) -> bool | None:
    word = key(as_text(cell))
    return True if word in yes else False if word in no else None
