"""XLSX, written straight into its archive: an object for every cell would take ten times as long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from app.files.exporting.values import Value, clean, written
from app.files.tables.values.dates import DAY_NOUGHT

ROWS_AT_MOST = 1_048_576
CHARACTERS_AT_MOST = 32_767
# A spreadsheet keeps fifteen digits of a number; a longer one goes out as a text and stays whole.
NUMBERS_BELOW = 10**15
# Before this day spreadsheets count a February 29 that never was.
FIRST_DAY = date(1900, 3, 1)
IN_MEMORY = 8 << 20
ROWS_AT_ONCE = 500

TEXT, HEADING, DAY, MOMENT = 1, 2, 3, 4
# Readers take _x0041_ in a text for an A; so what looks like that must be written another way.
LOOKS_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/>'
    '<xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
    '<xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}
SHEET_BEGINS = (
    f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr baseColWidth="16" defaultRowHeight="15"/><sheetData>'
)
SHEET_ENDS = "</sheetData></worksheet>"


class TooManyRowsForXlsx(Exception):
    """A sheet ends at a row that this table goes past; CSV has no end."""


def xlsx(header: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str = "Rollcall") -> IO[bytes]:
    """The whole file, from its beginning; whoever asked for it closes it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it outlives this function
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, HEAD + content)
        archive.writestr("xl/workbook.xml", HEAD + _workbook(sheet))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in _sheet(header, rows):
                part.write(piece.encode())
    file.seek(0)
    return file


def _workbook(sheet: str) -> str:
    name = escape(re.sub(r"[\[\]:*?/\\']", " ", clean(sheet))[:31], {'"': "&quot;"})
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    columns = [_letters(at) for at in range(len(header))]
    names = "".join(_text(column, "1", name, HEADING) for column, name in zip(columns, header, strict=True))
    piece = [HEAD, SHEET_BEGINS, f'<row r="1">{names}</row>']
    for number, row in enumerate(rows, start=2):
        if number > ROWS_AT_MOST:
            raise TooManyRowsForXlsx
        at = str(number)
        cells = "".join(_cell(column, at, value) for column, value in zip(columns, row, strict=True))
        piece.append(f'<row r="{at}">{cells}</row>')
        if len(piece) > ROWS_AT_ONCE:
            yield "".join(piece)
            piece.clear()
    yield "".join([*piece, SHEET_ENDS])


def _cell(column: str, row: str, value: Value) -> str:
    if isinstance(value, str):
        return _text(column, row, value, TEXT) if value else ""
    if value is None:
        return ""
    if isinstance(value, date):
        return _date(column, row, value)
    # Not so for what is true or false, not a number at all, or too long for a spreadsheet.
    if isinstance(value, bool) or not -NUMBERS_BELOW < value < NUMBERS_BELOW:
        return _text(column, row, written(value), TEXT)
    return f'<c r="{column}{row}"><v>{written(value)}</v></c>'


def _text(column: str, row: str, text: str, style: int) -> str:
    plain = escape(clean(text)[:CHARACTERS_AT_MOST])
    if "_x" in plain:
        plain = LOOKS_CODED.sub("_x005F_", plain)
    return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


def _date(column: str, row: str, value: date) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DAY or (isinstance(value, datetime) and value.tzinfo):
        return _text(column, row, written(value), TEXT)
    days, style = Decimal((day - DAY_NOUGHT).days), DAY
    if isinstance(value, datetime):
        days += Decimal((value - datetime.combine(day, datetime.min.time())) / timedelta(days=1))
        style = MOMENT
    return f'<c r="{column}{row}" s="{style}"><v>{days}</v></c>'


def _letters(at: int) -> str:
    """A, B … Z, AA, AB…"""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
