"""How a cell of each kind of field is judged: what it says, and what is to be remarked on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Any

from app.files.assets.fields import FIELDS
from app.files.assets.management import judge_managed_by
from app.files.assets.states import judge_state
from app.files.tables import Cell
from app.files.tables.values.amounts import judge_count, judge_money, judge_months, judge_percent
from app.files.tables.values.codes import judge_code, judge_codes, judge_mac, judge_model_number
from app.files.tables.values.dates import judge_date
from app.files.tables.values.words import judge_email, judge_name, judge_text, judge_yes_no

# What the cell says, or None; and the reason of a remark, or None.
Judge = Callable[[Cell], tuple[Any, str | None]]

JUDGES: MappingProxyType[str, Judge] = MappingProxyType(
    {
        "code": judge_code,
        "codes": judge_codes,
        "count": judge_count,
        "date": judge_date,
        "email": judge_email,
        "mac": judge_mac,
        "managed_by": judge_managed_by,
        "model_number": judge_model_number,
        "money": judge_money,
        "months": judge_months,
        "name": judge_name,
        "percent": judge_percent,
        "state": judge_state,
        "tag": judge_code,
        "text": judge_text,
        "yes_no": judge_yes_no,
    }
)

# Columns of other programs that become a field only together with others.
AUXILIARY = MappingProxyType({"checkout_kind": "name", "checkout_room": "name"})


def judge_of(field: str, *, day_first: bool) -> Judge:
    kind = FIELDS[field].kind if field in FIELDS else AUXILIARY[field]
    return partial(judge_date, day_first=day_first) if kind == "date" else JUDGES[kind]
