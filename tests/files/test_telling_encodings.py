"""A list written in old letters is read in the letters it was written in."""

from io import BytesIO

import pytest

from app.files import tables
from app.files.tables import Unreadable
from tests.corpora import corpus

SENTENCES = [
    "Peña, José, Muñoz, González, María López, Ramón, Núñez, Año, «CAFÉ»",
    "O’Brien, the teacher’s, Children’s Center",
    "“Hello” said Ann – then",
    "Señor",
    "MUÑOZ ÁLVAREZ",
    "São Paulo, Orléans, Français, Straße, Über",
    "The 50° wash",
    "Macbook Pro 13”",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_letters_are_told_apart(sentence: str, encoding: str) -> None:
    text = f'tag,notes\r\nA-1,"{sentence}"\r\n'
    table = tables.read(BytesIO(text.encode(encoding)))
    (row,) = table
    assert (table.header, row.cells, row.remarks) == (("tag", "notes"), ["A-1", sentence], ())


@pytest.mark.parametrize(
    ("data", "name", "sure"),
    [
        (b"tag\nA-1\n", "utf-8", "certain"),
        ("tag\nPeña\n".encode(), "utf-8", "certain"),
        ("tag\nPeña, José\n".encode("cp1252"), "cp1252", "likely"),
        ("tag\nPeña, José\n".encode("mac_roman"), "mac_roman", "likely"),
        (b"tag\nx\xb7y\n", "cp1252", "guessed"),
    ],
)
def test_it_is_said_how_sure_we_are(data: bytes, name: str, sure: str) -> None:
    encoding = tables.read(BytesIO(data)).encoding
    assert encoding
    assert (encoding.name, encoding.sure) == (name, sure)


def test_a_person_who_knows_better_may_say_so() -> None:
    data = "tag,room\nA-1,Caf\u00e9\n".encode("mac_roman")
    table = tables.read(BytesIO(data), encoding="cp1252")
    assert [row.cells[1] for row in table] == ["CafŽ"]
    with pytest.raises(Unreadable, match="wrong_encoding"):
        tables.read(BytesIO(data), encoding="klingon")


def test_one_torn_letter_does_not_change_all_the_others() -> None:
    data = "tag,notes\nA-1,Peña José Muñoz González López Ramón Núñez\nA-2,Pe".encode() + b"\xc3 x\n"
    first, torn = tables.read(BytesIO(data))
    assert str(first.cells[1]).startswith("Peña José")
    assert (torn.cells[1], torn.remarks[0].reason) == ("Pe\ufffd x", "undecodable_letters")


def test_letters_damaged_twice_are_mended_and_shown() -> None:
    """The file went through Windows-1252 and then through a Macintosh: “Saint-Ã‰tienne” was Saint-Étienne."""
    table = tables.read(corpus("snipeit/assets-sample-BAD.csv"))
    assert table.encoding
    assert (table.encoding.name, table.encoding.sure) == ("mac_roman", "likely")
    rooms = {row.line: row.cells[11] for row in table if row.remarks}
    assert rooms[12] == "Luts’k"
    assert rooms[26] == "Tučepi"
    assert rooms[32] == "Saint-Étienne"
    assert rooms[100] == "‘Ayn al Bayḑā"
    assert rooms[111] == "Goz Béïda"
    # What was lost for good stays as it is.
    assert rooms[127] == "Đoan HÃ_ng"
    assert len(rooms) == 24
    assert next(row.remarks[0].value for row in table if row.line == 12) == "Lutsâ€™k"


def test_a_file_that_is_sure_of_its_letters_means_what_it_says() -> None:
    (row,) = tables.read(BytesIO("tag,notes\nA-1,Ã© is not é\n".encode()))
    assert row.cells[1] == "Ã© is not é"


def test_the_end_of_a_word_in_capitals_is_no_damage() -> None:
    (row,) = tables.read(BytesIO("tag,notes\nA-1,«CAFÉ» and «MENÚ» of José Peña\n".encode("cp1252")))
    assert (row.cells[1], row.remarks) == ("«CAFÉ» and «MENÚ» of José Peña", ())
