"""The front office brings a list in whatever shape its program made of it."""

from io import BytesIO
from pathlib import Path

import pytest

from app.files import tables
from app.files.tables import Limits, Remark, Row, Table, Unreadable
from app.files.tables.refusals import (
    EmptyFile,
    LineTooLong,
    NoHeader,
    NotATable,
    TooLarge,
    TooManyColumns,
    TooManyRows,
    UnclosedQuote,
)


def table_of(text: str | bytes, limits: Limits | None = None) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return tables.read(BytesIO(data), "list.csv", limits=limits)


def rows_of(text: str | bytes) -> list[Row]:
    return list(table_of(text))


def told(row: Row) -> list[tuple[str | None, str, str]]:
    return [(remark.field, remark.reason, remark.value) for remark in row.remarks]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_rows_and_line_numbers(line_end: str) -> None:
    text = f'tag,notes{line_end}A-1,"two{line_end}lines"{line_end}{line_end}A-2,{line_end}'
    assert [(row.line, row.cells) for row in rows_of(text)] == [(2, ["A-1", "two\nlines"]), (5, ["A-2", ""])]


@pytest.mark.parametrize(("delimiter", "kind"), [(",", "csv"), (";", "csv"), ("\t", "tsv"), ("|", "csv")])
def test_the_delimiter_is_found_out(delimiter: str, kind: str) -> None:
    table = table_of(f"tag{delimiter}cost\nA-1{delimiter}1\n".replace("1\n", '"1,5; or so"\n'))
    assert (table.header, table.delimiter, table.kind) == (("tag", "cost"), delimiter, kind)
    assert [row.cells for row in table] == [["A-1", "1,5; or so"]]


def test_excel_may_say_what_the_delimiter_is() -> None:
    table = table_of("sep=;\r\ntag;notes\r\nA-1;a,b,c\r\nA-2;d,e,f\r\n")
    assert table.header == ("tag", "notes")
    assert [(row.line, row.cells) for row in table] == [(3, ["A-1", "a,b,c"]), (4, ["A-2", "d,e,f"])]


def test_one_column_is_a_table_too() -> None:
    table = table_of("Asset Tag\nA-1\nA-2\n")
    assert (table.header, [row.cells for row in table]) == (("Asset Tag",), [["A-1"], ["A-2"]])


def test_a_short_row_is_filled_up_and_says_so() -> None:
    (row,) = rows_of("tag,maker,model\nA-1,Dell\n")
    assert (row.cells, told(row)) == (["A-1", "Dell", ""], [(None, "short_row", "2")])


def test_a_long_row_is_refused_because_its_values_may_have_shifted() -> None:
    shifted, harmless = rows_of("tag,maker\nA-1,Dell, Inc,x\nA-2,Dell,,\n")
    assert shifted.refusal
    assert (shifted.refusal.reason, shifted.refusal.facts) == ("long_row", {"columns": 2, "found": 4})
    assert (harmless.cells, harmless.refusal, harmless.remarks) == (["A-2", "Dell"], None, ())


def test_doubled_headings_are_both_kept() -> None:
    table = table_of("tag,Category,category,Category (2),Category\nA-1,a,b,c,d\n")
    assert table.header == ("tag", "Category", "category (2)", "Category (2) (2)", "Category (3)")
    assert {note.reason for note in table.notes} == {"doubled_heading"}


def test_a_column_without_a_heading_is_left_out_but_not_in_silence() -> None:
    table = table_of("tag,,maker,\nA-1,mystery,Dell,\n")
    assert table.header == ("tag", "maker")
    assert table.notes == (Remark(None, "blank_heading", "2"),)
    (row,) = table
    assert (row.cells, told(row)) == (["A-1", "Dell"], [(None, "value_without_heading", "mystery")])


def test_a_row_that_ends_before_the_nameless_columns_is_not_short() -> None:
    (row,) = rows_of("tag,maker,,\nA-1,Dell\n")
    assert (row.cells, row.remarks) == (["A-1", "Dell"], ())


def test_a_title_above_the_heading_is_passed_over() -> None:
    table = table_of("Inventory of Marin Street School,,\n\nTag,Maker,Model\nA-1,Dell,3100\n")
    assert (table.header, table.notes[0].reason) == (("Tag", "Maker", "Model"), "title_skipped")
    assert [(row.line, row.cells) for row in table] == [(4, ["A-1", "Dell", "3100"])]


def test_a_stray_quotation_mark_costs_its_own_line_and_no_other() -> None:
    rows = rows_of('tag,model\nA-1,"13 inch\nA-2,3100\nA-3,3110\n')
    assert [(row.line, row.refusal and row.refusal.reason) for row in rows] == [
        (2, "unclosed_quote"),
        (3, None),
        (4, None),
    ]
    assert rows[0].cells == ["A-1", '"13 inch']


def test_rows_joined_by_a_stray_quotation_mark_are_refused_together() -> None:
    joined, after = rows_of('tag,model\n"A-1,3100\nA-2,"3110"\nA-3,3110\n')
    assert joined.refusal
    assert joined.refusal.facts == {"line": 2, "last_line": 3}
    assert after.cells == ["A-3", "3110"]


def test_characters_that_cannot_be_shown_are_taken_out() -> None:
    (row,) = rows_of(b"tag,notes\nA\x00-1,be\x07ll" + b" and more" * 20 + b"\n")
    assert row.cells[0] == "A-1"
    assert told(row) == [(None, "control_characters_removed", "")]


def test_formulas_come_back_as_the_texts_they_were() -> None:
    (row,) = rows_of("tag,notes,model\n'=A1,''+x,'plain\n")
    assert row.cells == ["=A1", "'+x", "'plain"]


def test_a_table_can_be_read_twice() -> None:
    table = table_of("tag\nA-1\nA-2\n")
    assert [row.line for row in table] == [row.line for row in table] == [2, 3]


def test_a_file_on_disk_is_named_after_itself(tmp_path: Path) -> None:
    path = tmp_path / "Room 12.csv"
    path.write_text("tag\nA-1\n")
    assert tables.read(path).name == "Room 12.csv"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"\n \n,,\n", NoHeader),
        (b"\xef\xbb\xbf", NoHeader),
        (b'tag,"model\nA-1,x\n', UnclosedQuote),
        (b"tag," + b"x" * 40_000 + b"\nA-1,x\n", LineTooLong),
        (b"%PDF-1.7 ...", NotATable),
        (b"\x89PNG\r\n\x1a\n...", NotATable),
        (b"<!DOCTYPE html><table>", NotATable),
        (bytes(range(256)) * 20, NotATable),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, refusal: type[Unreadable]) -> None:
    with pytest.raises(refusal):
        table_of(data)


def test_only_a_heading_is_a_table_without_rows() -> None:
    assert rows_of("tag,serial") == []


def test_a_million_columns_are_refused_before_they_are_read() -> None:
    with pytest.raises(TooManyColumns) as refusal:
        table_of(b"column," * 1_000_000 + b"\n")
    assert int(refusal.value.facts["columns"]) > 100_000


def test_a_million_columns_in_one_row_cost_that_row() -> None:
    wide, after = rows_of(b"tag,maker\n" + b"x," * 1_000_000 + b"\nA-2,Dell\n")
    assert wide.refusal
    assert wide.refusal.reason == "line_too_long"
    assert (after.line, after.cells) == (3, ["A-2", "Dell"])


def test_an_endless_first_line_is_no_heading() -> None:
    with pytest.raises(LineTooLong):
        table_of(b"x" * 2_000_000)


def test_a_cell_longer_than_any_cell_costs_its_row() -> None:
    for length in (40_000, 400_000):
        long, after = rows_of("tag,notes\nA-1," + "x" * length + "\nA-2,x\n")
        assert long.refusal
        assert (long.refusal.reason, long.refusal.facts["column"]) == ("cell_too_long", 2)
        assert after.cells == ["A-2", "x"]


def test_limits_are_the_callers() -> None:
    with pytest.raises(TooLarge):
        table_of("tag\nA-1\n", limits=Limits(file_bytes=3))
    few = table_of("tag\nA-1\nA-2\n", limits=Limits(rows=1))
    with pytest.raises(TooManyRows):
        list(few)


def test_every_refusal_and_remark_is_explained() -> None:
    reasons = {
        refusal.reason
        for refusal in Unreadable.__subclasses__()
        if refusal.__module__.startswith("app.files.tables")
    }
    assert reasons <= set(tables.REASONS)
