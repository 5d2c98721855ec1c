"""What a row says of an asset, as the register's columns say it. Policy: REG-2, LAW-1."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.domain.codes import look_up_key
from app.domain.register.importing.lines import Line
from app.domain.register.registering import codes_of

# Columns that a row names as the register does.
SAME = (
    "serial", "description", "condition", "use", "slots", "purchase_order", "supplier", "purchased_on",
    "shipped_on", "delivered_on", "delivered_to", "proof_of_delivery", "itemised_list", "signed_off_by",
    "signed_off_on", "title_holder", "warranty_kind", "warranty_months", "warranty_until", "end_of_life_on",
    "operating_system", "wired_mac", "wireless_mac", "software", "managed_by", "ecf", "bought_by_programme",
    "disposed_on", "disposal_method", "notes",
)  # fmt: skip
CENTS = {"cost": "cost_cents", "sale_price": "sale_price_cents"}
MOST_CENTS = 2**31 - 1
CODES = frozenset({"serial", "wired_mac", "wireless_mac"})

Pairs = list[tuple[str, str]]


def columns_of(line: Line) -> dict[str, Any]:
    """The columns that the row says anything of, but for its tag, its model, its people and where it is."""
    row = line.row
    columns = {name: value for name in SAME if (value := getattr(row, name)) is not None}
    if not columns.get("slots"):
        columns.pop("slots", None)  # no slots: it is no cart, which goes without saying
    for field, column in CENTS.items():
        if (amount := getattr(row, field)) is not None:
            cents = int(amount * 100)
            if cents <= MOST_CENTS:
                columns[column] = cents
            else:
                line.warn("improbable_amount", field=field, value=str(amount))
    if row.federal_share is not None:
        columns["federal_share"] = _whole(line, row.federal_share)
    if line.funding_source_id is not None:
        columns["funding_source_id"] = line.funding_source_id
    if line.responsible is not None:
        columns["responsible_id"] = line.responsible.id
    return columns


def codes_with(columns: dict[str, Any], line: Line, kept: Iterable[tuple[str, str]]) -> Pairs:
    """Every code that means the asset: its columns', those kept from before, and those the row adds; each key once."""
    row = line.row
    added = [("serial", code) for code in row.more_serials]
    added += [("former_tag", code) for code in row.former_tags]
    added += [("other", code) for code in row.other_codes]
    unique: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, code in codes_of(columns, [*kept, *added]):
        key = look_up_key(code)
        if key:
            unique.setdefault((kind, key), (kind, code))
    return list(unique.values())


def says_the_same(column: str, old: Any, new: Any) -> bool:
    """Whether a difference is one of writing alone: spaces, or the marks in a code."""
    if old == new:
        return True
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    if column in CODES:
        return look_up_key(old) == look_up_key(new)
    return old.split() == new.split()


def _whole(line: Line, share: Decimal) -> int:
    whole = share.quantize(Decimal(1), ROUND_HALF_UP)
    if whole != share:
        line.warn("rounded_share", field="federal_share", value=f"{share:f}")
    return int(whole)
