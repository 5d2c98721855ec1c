"""Lists of purchase orders out of other people's files: a row for each line of an order."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, NamedTuple

from app.files import tables
from app.files.tables.values.dates import judge_date

MOST_ROWS = 20_000
NAMES = {
    "number": (
        "number",
        "po",
        "po number",
        "purchase order",
        "purchase order number",
        "order",
        "order number",
    ),
    "supplier": ("supplier", "vendor", "seller"),
    "ordered_on": ("ordered on", "order date", "date", "purchase date", "po date"),
    "maker": ("maker", "manufacturer", "make", "brand"),
    "model": ("model", "model name", "item", "description", "product"),
    "model_number": ("model number", "part number", "sku", "mpn"),
    "category": ("category", "type", "kind"),
    "quantity": ("quantity", "qty", "count", "ordered"),
    "cost": ("cost", "unit cost", "price", "unit price"),
    "months": ("warranty", "warranty months", "months of warranty"),
    "funding": ("funding source", "fund", "funding"),
    "fain": ("fain", "award number", "award"),
    "share": ("federal share", "share"),
}
NEEDED = ("number", "model", "quantity")


class NoOrders(Exception):
    """No list of orders; `missing` names the columns it lacks, where it is a list at all."""

    def __init__(self, missing: tuple[str, ...] = ()) -> None:
        super().__init__(missing)
        self.missing = missing


class Row(NamedTuple):
    """A line of an order as the file says it; `wrong` names the column that cannot be read."""

    line: int
    number: str
    supplier: str
    ordered_on: date | None
    maker: str
    model: str
    model_number: str
    category: str
    quantity: int
    cents: int | None
    months: int | None
    funding: str
    fain: str
    share: int | None
    wrong: str | None


def read_orders(stream: BinaryIO, filename: str) -> list[Row]:
    """The rows of a list, in its order. Raises NoOrders."""
    try:
        table = tables.read(stream, filename)
        header = [" ".join(name.lower().replace("_", " ").split()) for name in table.header]
        at = {name: _column(header, words) for name, words in NAMES.items()}
        if missing := tuple(name for name in NEEDED if at[name] is None):
            raise NoOrders(missing)
        return list(_rows(table, at))
    except tables.Unreadable as refusal:
        raise NoOrders from refusal


def _rows(table: tables.Table, at: dict[str, int | None]) -> Iterator[Row]:
    for count, row in enumerate(table):
        if count >= MOST_ROWS:
            raise NoOrders
        cells = {name: row.cells[column] if column is not None and column < len(row.cells) else ""
                 for name, column in at.items()}  # fmt: skip
        said = {name: tables.as_text(cell).strip()[:200] for name, cell in cells.items()}
        wrong = next((name for name in NEEDED if not said[name]), None)
        day = judge_date(cells["ordered_on"])[0] if said["ordered_on"] else None
        numbers = {name: _whole(said[name].removesuffix("%")) for name in ("quantity", "months", "share")}
        cents = _cents(said["cost"])
        if wrong is None:
            wrong = _unreadable(said, numbers, day, cents)
        yield Row(
            row.line, said["number"][:60], said["supplier"], day, said["maker"][:80], said["model"][:120],
            said["model_number"][:80], said["category"][:60], numbers["quantity"] or 0, cents, numbers["months"],
            said["funding"][:120], said["fain"][:60], numbers["share"], wrong,
        )  # fmt: skip


def _unreadable(
    said: dict[str, str], numbers: dict[str, int | None], day: date | None, cents: int | None
) -> str | None:
    most = {"quantity": 100_000, "months": 240, "share": 100}
    for name, number in numbers.items():
        if said[name] and (number is None or not 0 <= number <= most[name]):
            return name
    if not numbers["quantity"]:
        return "quantity"
    if said["ordered_on"] and day is None:
        return "ordered_on"
    return "cost" if said["cost"] and cents is None else None


def _whole(text: str) -> int | None:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def _cents(text: str) -> int | None:
    try:
        amount = Decimal(text.replace("$", "").replace(",", ""))
    except InvalidOperation:
        return None
    return (
        int((amount * 100).to_integral_value()) if amount.is_finite() and 0 <= amount < 10_000_000 else None
    )


def _column(header: list[str], words: tuple[str, ...]) -> int | None:
    return next((header.index(word) for word in words if word in header), None)
