"""What leaves the register comes back into it as it went, and runs as a formula nowhere."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.files import exporting, tables
from app.files.exporting import Value
from app.files.exporting.values import clean

Export = Callable[[Sequence[str], Sequence[Sequence[Value]]], bytes]

AWKWARD = [
    "=1+1", "'=1+1", "''+x", "-5", "+1 (213) 555", "@home", "\tx", "＝1", "00123", "1E5", '"', 'a "b"', "a,b;c\td|e",
    "two\nlines", "\nx", "  x ", "ñandú – 日本 😀", "it's", "'quoted'", "_x0041_", "_x005F_", "<&>", "1/2", "TRUE",
    "sep=;", "Ã©",
]  # fmt: skip
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'\t\r\n\",;|_x0")), max_size=30)
ROWS = st.lists(st.tuples(TEXTS, TEXTS), max_size=8)


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    return b"".join(exporting.csv_rows(header, rows))


def as_csv_without_mark(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    return b"".join(exporting.csv_rows(header, rows, bom=False))


def as_xlsx(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    with exporting.xlsx(header, rows) as file:
        return file.read()


@pytest.mark.parametrize("export", [as_csv, as_csv_without_mark, as_xlsx])
def test_awkward_texts_come_back(export: Export) -> None:
    data = export(["tag", "notes"], [["A-1", text] for text in AWKWARD])
    rows = list(tables.read(BytesIO(data)))
    assert [row.cells[1] for row in rows] == AWKWARD
    assert not any(row.remarks for row in rows)


@given(rows=ROWS)
def test_every_text_comes_back_from_csv(rows: list[tuple[str, str]]) -> None:
    data = as_csv(["tag", "notes", "end"], [(*row, ".") for row in rows])
    assert [row.cells for row in tables.read(BytesIO(data))] == [[*map(clean, row), "."] for row in rows]


@settings(max_examples=15)
@given(rows=ROWS)
def test_every_text_comes_back_from_xlsx(rows: list[tuple[str, str]]) -> None:
    data = as_xlsx(["tag", "notes", "end"], [(*row, ".") for row in rows])
    assert [row.cells for row in tables.read(BytesIO(data))] == [[*map(clean, row), "."] for row in rows]


def test_real_numbers_stay_numbers_and_texts_are_disarmed() -> None:
    rows: list[list[Value]] = [[Decimal("-12.50"), "-12.50"], [-3, "=HYPERLINK(1)"], [2.5, None]]
    data = as_csv_without_mark(["=cost", "notes"], rows)
    assert list(csv.reader(StringIO(data.decode(), newline=""))) == [
        ["'=cost", "notes"],
        ["-12.50", "'-12.50"],
        ["-3", "'=HYPERLINK(1)"],
        ["2.5", ""],
    ]


def test_another_program_sees_texts_numbers_and_days_in_the_workbook() -> None:
    data = as_xlsx(
        ["tag", "cost", "bought", "ecf", "long"],
        [
            ["00123", Decimal("272.00"), date(2023, 1, 23), True, 10**18],
            ["=A1", None, date(1850, 1, 1), False, -5],
        ],
    )
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    heading, first, second = ([(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows())
    assert [value for value, _ in heading] == ["tag", "cost", "bought", "ecf", "long"]
    assert first[0] == ("00123", "s")
    assert first[1] == (272, "n")
    assert str(first[2][0]) == "2023-01-23 00:00:00"
    assert first[3:] == [("yes", "s"), ("1000000000000000000", "s")]
    assert second == [("=A1", "s"), (None, "n"), ("1850-01-01", "s"), ("no", "s"), (-5, "n")]
    assert sheet.freeze_panes == "A2"


def test_an_export_is_written_a_piece_at_a_time() -> None:
    drawn = []

    def endless() -> Iterator[list[Value]]:
        for number in range(1_000_000):
            drawn.append(number)
            yield [f"A-{number}", "x" * 100]

    pieces = exporting.csv_rows(["tag", "notes"], endless())
    assert next(pieces).startswith(b"\xef\xbb\xbftag,notes\r\nA-0,")
    assert len(drawn) < 2000
