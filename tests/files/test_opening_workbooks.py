"""A technician brings a spreadsheet, and sometimes one that was made to hurt."""

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from app.files import exporting, tables
from app.files.tables import Cell, Limits, Unreadable
from app.files.tables.refusals import (
    BrokenWorkbook,
    ExpandsTooMuch,
    LockedWorkbook,
    NoHeader,
    NoSuchSheet,
    NotATable,
    TooManyColumns,
)

# A spreadsheet knows of no time zones.
COUNTED = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC).replace(tzinfo=None)
SMALL = Limits(expanded_bytes=500_000_000)


def saved(workbook: Workbook) -> BytesIO:
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def of_rows(*rows: Sequence[Cell | time | None]) -> BytesIO:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Sheet")
    for row in rows:
        sheet.append(row)
    return saved(workbook)


def with_cells(*references: str) -> BytesIO:
    """A workbook that says only where a few cells are."""
    with exporting.xlsx(["tag"], []) as file:
        data = BytesIO(file.read())
    cells = "".join(
        f'<row r="{reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{reference}"><v>1</v></c></row>'
        for reference in references
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    result = BytesIO()
    with ZipFile(data) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    return result


def test_cells_keep_their_kinds_and_rows_their_numbers() -> None:
    file = of_rows(
        [],
        ["Tag", "Bought", "Cost", "Counted", "At"],
        [],
        ["00123", date(2023, 1, 23), 12.5, COUNTED, time(7, 30)],
        [4711, None, None],
    )
    table = tables.read(file, "rooms.xlsx")
    assert (table.kind, table.sheet, table.encoding) == ("xlsx", "Sheet", None)
    assert table.header == ("Tag", "Bought", "Cost", "Counted", "At")
    assert [(row.line, row.cells) for row in table] == [
        (4, ["00123", date(2023, 1, 23), 12.5, COUNTED, "07:30:00"]),
        (5, [4711.0, "", "", "", ""]),
    ]
    assert not any(row.remarks for row in table)


def test_the_first_sheet_with_something_on_it_is_read_and_the_others_are_named() -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "Cover"
    for title in ("Room 12", "Room 14"):
        workbook.create_sheet(title).append(["Tag"])
        workbook[title].append([f"{title[-2:]}-1"])
    workbook.create_sheet("Secret").sheet_state = "hidden"
    table = tables.read(saved(workbook))
    assert (table.sheet, [row.cells for row in table]) == ("Room 12", [["12-1"]])
    assert [note.value for note in table.notes if note.reason == "other_sheet"] == ["Cover", "Room 14"]
    other = tables.read(saved(workbook), sheet="Room 14")
    assert [row.cells for row in other] == [["14-1"]]
    with pytest.raises(NoSuchSheet):
        tables.read(saved(workbook), sheet="Room 15")


def open_document(*rows: str) -> BytesIO:
    """What LibreOffice keeps, as small as it can be."""
    spaces = "".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
        for name in ("office", "table", "text")
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    result = BytesIO()
    with ZipFile(result, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Room 12">'
            f"{body}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    result.seek(0)
    return result


def open_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_libreoffices_sheets_are_read_too() -> None:
    table = tables.read(
        open_document(open_cell("Tag") + open_cell("Room"), open_cell("00123") + open_cell("12"))
    )
    assert (table.kind, table.sheet, table.header) == ("ods", "Room 12", ("Tag", "Room"))
    assert [row.cells for row in table] == [["00123", "12"]]


def test_a_cell_repeated_for_ever_is_refused() -> None:
    many = open_cell("x", 'table:number-columns-repeated="2000000000"')
    with pytest.raises(Unreadable):
        tables.read(open_document(many, many), limits=SMALL)


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "assets.csv"
    path.write_bytes(of_rows(["Tag"], ["A-1"]).read())
    assert tables.read(path).kind == "xlsx"
    path = tmp_path / "assets.xlsx"
    path.write_text("Tag\nA-1\n")
    assert tables.read(path).kind == "csv"


def bomb() -> BytesIO:
    """Six hundred megabytes of nothing, in less than one."""
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(600):
            part.write(b" " * 1_000_000)
    return result


def modest_bomb() -> BytesIO:
    """A bomb that lies about its size, too."""
    data = bomb().getvalue()
    size = struct.pack("<I", 600_000_000)
    return BytesIO(data.replace(size, struct.pack("<I", 1000)))


def encrypted() -> BytesIO:
    return BytesIO(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(2000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600)
    )


def torn() -> BytesIO:
    return BytesIO(of_rows(["Tag"], ["A-1"]).read()[:-200])


def document() -> BytesIO:
    result = BytesIO()
    with ZipFile(result, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return result


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: with_cells("A1", "XFD1048576"), ExpandsTooMuch),
        (bomb, ExpandsTooMuch),
        (modest_bomb, Unreadable),
        (encrypted, LockedWorkbook),
        (torn, BrokenWorkbook),
        (document, NotATable),
        (lambda: BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)), BrokenWorkbook),
        (of_rows, NoHeader),
        (lambda: of_rows([f"column {n}" for n in range(501)]), TooManyColumns),
    ],
)
def test_a_workbook_made_to_hurt_is_refused_by_name(
    make: Callable[[], BytesIO], refusal: type[Unreadable]
) -> None:
    with pytest.raises(refusal):
        tables.read(make(), "list.xlsx", limits=SMALL)


def test_a_lonely_cell_far_out_does_not_hide_the_rest() -> None:
    table = tables.read(with_cells("A1", "A2", "A5000"))
    assert [row.line for row in table] == [2, 5000]


def test_reading_may_be_given_up_in_the_middle() -> None:
    rows = iter(tables.read(of_rows(["Tag"], *([f"A-{n}"] for n in range(5000)))))
    assert next(rows).cells == ["A-0"]
    rows.close()  # type: ignore[attr-defined]
