"""Whatever bytes somebody uploads, they get a table or a refusal that has a name, and never anything else."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from app.files import assets, schools, tables
from app.files.assets import mapper
from app.files.tables import Limits, Unreadable

LIMITS = Limits(expanded_bytes=500_000_000, columns=30, cell=200, line=500, rows=50)
NASTY = st.sampled_from(
    [b'"', b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\x00", b"=", b"'", b"tag", b"Asset Tag", b"serial", b"\xff\xfe",
     b"\xef\xbb\xbf", b"\xc3", b"\xa9", b"\x8e", b"6.3E+15", b"1/23/23", b"$12.58", b"sep=;", b"x" * 300, b"," * 40]
)  # fmt: skip
FILES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.one_of(NASTY, st.binary(max_size=5)), max_size=60).map(b"".join),
    st.text(max_size=200).map(lambda text: text.encode("utf-16", "replace")),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
ARCHIVES = st.one_of(
    st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data),
    st.binary(max_size=200).map(lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data),
)


def read_to_the_end(data: bytes) -> None:
    table = tables.read(BytesIO(data), "list", limits=LIMITS)
    rows = list(table)
    for row in rows:
        assert row.refusal or len(row.cells) == len(table.header)
        assert all(remark.reason in tables.REASONS for remark in row.remarks)
        assert row.refusal is None or row.refusal.reason in tables.REASONS
    explained = tables.REASONS.keys() | assets.REASONS.keys()
    mapping = {table.header[0]: "tag"}
    layout = assets.recognise(table.header) or mapper.layout(table.header, mapping)
    for found in assets.normalised(rows, layout):
        assert (found.asset is None) == (found.refusal is not None)
        assert all(remark.reason in explained for remark in found.remarks)
        assert found.refusal is None or found.refusal.reason in explained
    for school in schools.read(table):
        assert (school.school is None) == (school.refusal is not None)


def reason_or_none(data: bytes) -> str | None:
    try:
        read_to_the_end(data)
    except Unreadable as refusal:
        return refusal.reason
    return None


@settings(max_examples=200)
@given(data=FILES)
def test_any_bytes_are_a_table_or_a_named_refusal(data: bytes) -> None:
    reason = reason_or_none(data)
    assert reason is None or reason in tables.REASONS or reason in schools.REASONS


@settings(max_examples=20)
@given(data=ARCHIVES)
def test_any_torn_workbook_is_refused_by_name(data: bytes) -> None:
    assert reason_or_none(data) in tables.REASONS


CELLS = st.one_of(
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.from_regex(
        r"[$(]?[0-9.,]{1,8}\)?( [A-Za-z]{1,6})?|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}", fullmatch=True
    ),
)


@settings(max_examples=100)
@given(cell=CELLS)
def test_any_cell_is_judged_in_every_kind_of_field(cell: tables.Cell) -> None:
    for field in assets.FIELDS:
        table = tables.Row(2, ["A-1", cell])
        layout = mapper.layout(("tag", "other"), {"tag": "tag", "other": field if field != "tag" else None})
        (found,) = assets.normalised([table], layout)
        assert found.asset
        assert all(remark.reason in assets.REASONS for remark in found.remarks)
