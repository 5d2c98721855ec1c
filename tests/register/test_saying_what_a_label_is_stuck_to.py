"""What a label says to eyes and to screen readers, in two languages and whatever a device is called."""

import pypdfium2 as pdfium
import pypdfium2.raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.files.labels import SHEETS, Label, RoomLabel, render
from tests.register.printed import (
    AVERY_5160,
    HOSTILE,
    LINES,
    RIVERA,
    assert_each_in_its_cell,
    chromebooks,
    paper,
    read,
    smallest_type,
    told_to_screen_readers,
    words_on,
)


def test_a_label_says_what_it_is_stuck_to_and_whose_it_is() -> None:
    english = words_on(render([Label("A104233", LINES)], SHEETS["l7163"], site=RIVERA))
    spanish = words_on(render([Label("A104233", LINES)], SHEETS["l7163"], site=RIVERA, language="es"))
    for line in ("A104233", *LINES):
        assert line in english
        assert line in spanish
    assert f"Property of {RIVERA}" in english
    assert f"Propiedad de {RIVERA}" in spanish
    assert "Property" not in spanish


def test_a_name_full_of_markup_prints_as_it_was_typed() -> None:
    said = words_on(render([Label("A104233", [HOSTILE[0]])], SHEETS["avery-5163"], site="#site *x*"))
    assert "#strong[*bold*] _emph_ `raw` $x^2$ @ref <tag>" in said
    assert "Property of #site *x*" in said
    said = words_on(render([Label("#panic()", [HOSTILE[1]])], SHEETS["avery-5163"], site=RIVERA))
    assert '#panic() #read("/etc/passwd") ] } ) #{' in said


def test_a_name_too_long_for_its_label_ends_in_an_ellipsis() -> None:
    said = words_on(render([Label("A104233", [HOSTILE[2], HOSTILE[3]])], AVERY_5160, site=RIVERA))
    assert said.count("…") == 2


def test_what_no_font_can_draw_is_seen_to_be_missing_and_stops_nothing() -> None:
    pdf = render([Label("A104233", HOSTILE[4:])], SHEETS["avery-5163"], site=RIVERA)
    said = words_on(pdf)
    assert "Ñandú Straße" in said
    assert "□ Cart of fire □" in said
    assert [code.text for code in read(paper(pdf))] == ["A104233"]


@pytest.mark.parametrize("name", SHEETS)
def test_no_letter_is_smaller_than_five_points(name: str) -> None:
    labels = [Label("A104233-BUNGALOW-12-CART-3-SLOT-36" * 3, HOSTILE), Label("7", LINES)]
    doors = [RoomLabel("Multi-purpose room / cafeteria annex", "MPR" * 20, "R1")]
    for lot in (labels, doors):
        assert smallest_type(render(lot, SHEETS[name], site="District " * 30)) >= 4.99


def test_the_file_can_be_read_aloud_in_its_own_language() -> None:
    pdf = render(chromebooks(2), AVERY_5160, site=RIVERA, language="es-US")
    with pdfium.PdfDocument(pdf) as document:
        assert document.get_metadata_value("Title") == f"Etiquetas · {RIVERA}"
        assert document.is_tagged()
    assert b"/Lang(es)" in pdf
    assert b"pdfuaid" in pdf
    leaves = told_to_screen_readers(pdf)
    assert [alt for kind, alt in leaves if kind == "Figure"] == [
        "Código QR de A104200",
        "Código QR de A104201",
    ]
    assert {kind for kind, _ in leaves} == {"Figure", "P"}


@pytest.mark.parametrize("name", ["avery-5163", "l7163", "avery-5160", "brother-dk-22205"])
def test_a_door_carries_its_rooms_name_and_a_larger_code(name: str) -> None:
    sheet = SHEETS[name]
    doors = [
        RoomLabel("Room 204", "RIV-204", "https://rollcall.bayunified.example/r/RIV-204"),
        RoomLabel("Library", "RIV-LIB", "https://rollcall.bayunified.example/r/RIV-LIB"),
    ]
    pdf = render(doors, sheet, site=RIVERA)
    printed = paper(pdf)
    assert_each_in_its_cell(printed, sheet, [door.content for door in doors])
    said = words_on(pdf)
    for words in ("Room 204", "RIV-204", "Library", "Scan to open this room"):
        assert words in said
    door = read(printed)[0]
    device = read(paper(render([Label("RIV-204", LINES, doors[0].content)], sheet, site=RIVERA)))[0]
    assert door.corners[1][0] - door.corners[0][0] > device.corners[1][0] - device.corners[0][0]


@settings(max_examples=15)
@given(st.lists(st.text(max_size=40), max_size=5), st.text(max_size=30))
def test_no_name_in_any_script_stops_the_printer(names: list[str], site: str) -> None:
    labels: list[Label | RoomLabel] = [Label("A104233", names, "A104233"), RoomLabel(site, site, "RIV-204")]
    printed = paper(render(labels, AVERY_5160, site=site, language="es"))
    assert_each_in_its_cell(printed, AVERY_5160, ["A104233", "RIV-204"])
