"""What comes out of the printer reads back, each label on its own cut of the sheet."""

import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.files.labels import (
    MOST_LABELS,
    SHEETS,
    CodeTooLong,
    CodeTooSmall,
    Label,
    NoSuchPosition,
    NothingToPrint,
    RoomLabel,
    Sheet,
    TooManyLabels,
    modules,
    pages,
    render,
    too_small,
)
from tests.register.printed import (
    AVERY_5160,
    HOSTILE,
    LINES,
    PIXELS,
    RIVERA,
    Page,
    assert_each_in_its_cell,
    chromebooks,
    paper,
    read,
)


def ink_outside(page: Page, sheet: Sheet, margin: float) -> int:
    """Dark pixels closer than `margin` to a cut, or off the labels altogether."""
    outside = page < 250
    for position in range(1, sheet.per_page + 1):
        box = sheet.box(position)
        left, right = box.left + margin, box.left + box.width - margin
        top, bottom = box.top + margin, box.top + box.height - margin
        outside[
            round(top * PIXELS) : round(bottom * PIXELS), round(left * PIXELS) : round(right * PIXELS)
        ] = False
    return int(outside.sum())


@pytest.mark.parametrize("count", [1, 30, 31, 65])
def test_every_tag_of_a_delivery_comes_back_from_its_own_label(count: int) -> None:
    labels = chromebooks(count)
    printed = paper(render(labels, AVERY_5160, site=RIVERA))
    assert len(printed) == pages(count, AVERY_5160) == {1: 1, 30: 1, 31: 2, 65: 3}[count]
    assert_each_in_its_cell(printed, AVERY_5160, [label.tag for label in labels])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", SHEETS)
def test_bare_tags_and_addresses_read_on_every_paper_we_offer(name: str, language: str) -> None:
    sheet = SHEETS[name]
    count = min(sheet.per_page + 1, 18)
    tags = [f"A{104200 + number}" for number in range(count)]
    contents = [
        tag if number % 2 else f"https://rollcall.bayunified.example/t/{tag}"
        for number, tag in enumerate(tags)
    ]
    labels = [Label(tag, LINES, content) for tag, content in zip(tags, contents, strict=True)]
    printed = paper(render(labels, sheet, site=RIVERA, language=language))
    assert_each_in_its_cell(printed, sheet, contents)


def test_a_used_sheet_is_carried_on_from_its_first_free_label() -> None:
    labels = chromebooks(5)
    printed = paper(render(labels, AVERY_5160, start=28, site=RIVERA))
    assert len(printed) == pages(5, AVERY_5160, 28) == 2
    assert_each_in_its_cell(printed, AVERY_5160, [label.tag for label in labels], start=28)
    top_rows = printed[0][: round((12.7 + 9 * 25.4) * PIXELS)]
    assert top_rows.min() == 255


def test_the_cuts_are_where_the_makers_put_them() -> None:
    """Against the paper's own edges, so that a slip in the table of sheets shows."""
    fifth = AVERY_5160.box(5)
    assert fifth == pytest.approx((4.7625 + 69.85, 12.7 + 25.4, 66.675, 25.4))
    l7162 = SHEETS["l7162"]
    last = l7162.box(16)
    assert 210 - last.left - last.width == pytest.approx(4.65)
    assert 297 - last.top - last.height == pytest.approx(12.9)
    for sheet in SHEETS.values():
        final = sheet.box(sheet.per_page)
        assert final.left + final.width + sheet.origin[0] == pytest.approx(sheet.page[0])
        assert final.top + final.height + sheet.origin[1] == pytest.approx(sheet.page[1])


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("avery-5160", (612, 792)),
        ("l7162", (595.276, 841.89)),
        ("dymo-30252", (252.283, 79.37)),
        ("brother-dk-22205", (175.748, 82.205)),
    ],
)
def test_the_page_is_exactly_the_paper(name: str, points: tuple[float, float]) -> None:
    with pdfium.PdfDocument(render(chromebooks(1), SHEETS[name], site=RIVERA)) as document:
        assert document.get_page_size(0) == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_printed_across_a_cut_whatever_the_model_is_called(name: str) -> None:
    sheet = SHEETS[name]
    tags = ["A104233", "35555000012349", "lausd-0004512_gypq", "7", "A104233-BUNGALOW-12-CART-3-SLOT-36" * 2]
    count = min(sheet.per_page, 30)
    labels = [Label(tags[at % 5], [*HOSTILE[at % 6 :], *HOSTILE], f"A{104200 + at}") for at in range(count)]
    doors = [RoomLabel(name, name, f"R{at}") for at, name in enumerate(HOSTILE)]
    for lot in (labels, doors):
        for page in paper(render(lot, sheet, site="District " * 30)):
            assert ink_outside(page, sheet, margin=1.0) == 0


@pytest.mark.parametrize("name", SHEETS)
def test_a_code_keeps_four_white_modules_around_it_inside_its_label(name: str) -> None:
    sheet = SHEETS[name]
    labels = [Label("A104233", HOSTILE[:4], "A104233")]
    (page,) = paper(render(labels, sheet, site=RIVERA))
    (code,) = read([page])
    size = (code.corners[1][0] - code.corners[0][0]) / 21
    quiet = 4 * size - 0.1
    xs, ys = [x for x, _ in code.corners], [y for _, y in code.corners]
    assert min(xs) - quiet >= sheet.box(1).left
    assert min(ys) - quiet >= sheet.box(1).top
    around = page[
        round((min(ys) - quiet) * PIXELS) : round((max(ys) + quiet) * PIXELS),
        round((min(xs) - quiet) * PIXELS) : round((max(xs) + quiet) * PIXELS),
    ].copy()
    ring = round((quiet - 0.1) * PIXELS)
    around[ring:-ring, ring:-ring] = 255
    assert around.min() == 255


def test_the_module_is_as_large_as_the_label_permits() -> None:
    """A third more distance than an address gives: the reason the bare tag is our default."""
    sizes = {}
    for content in ("A104233", "https://rollcall.bayunified.example/t/A104233"):
        (code,) = read(paper(render([Label("A104233", LINES, content)], AVERY_5160, site=RIVERA)))
        sizes[content] = (code.corners[1][0] - code.corners[0][0]) / modules(content)
    bare, address = sizes.values()
    assert bare == pytest.approx(0.72, abs=0.01)
    assert bare > 1.25 * address


def test_a_tag_is_the_smallest_code_there_is_at_the_most_correction_it_has_room_for() -> None:
    assert modules("A104233") == modules("X" * 25) == modules("0" * 41) == 21
    assert modules("X" * 26) == 25
    assert modules("https://rollcall.bayunified.example/t/A104233") == 29
    corrections = {}
    for tag in ("A104233", "a104233", "LIBRARY-CART", "LIBRARY-CART-SLOT-07", "X" * 25):
        page = paper(render([Label(tag)], AVERY_5160, site=RIVERA))[0]
        corrections[tag] = zxingcpp.read_barcodes(page)[0].ec_level
    assert list(corrections.values()) == ["H", "H", "Q", "M", "L"]


def test_a_code_too_fine_for_a_phone_is_foreseen_and_refused() -> None:
    address = "https://rollcall.bayunified.example/t/A104233?" + "campaign=spring&" * 30
    assert not too_small("A104233", AVERY_5160)
    assert too_small(address, AVERY_5160)
    assert not too_small(address, SHEETS["avery-5163"])
    with pytest.raises(CodeTooSmall, match="bare tag"):
        render([Label("A104233", LINES, address)], AVERY_5160, site=RIVERA)
    with pytest.raises(CodeTooLong):
        modules("x" * 5000)


def test_a_job_that_makes_no_sense_is_refused_by_name() -> None:
    with pytest.raises(NothingToPrint):
        render([], AVERY_5160, site=RIVERA)
    with pytest.raises(NothingToPrint):
        pages(0, AVERY_5160)
    for position in (0, 31):
        with pytest.raises(NoSuchPosition, match="1 to 30"):
            render(chromebooks(1), AVERY_5160, start=position, site=RIVERA)
    with pytest.raises(TooManyLabels):
        render(chromebooks(MOST_LABELS + 1), AVERY_5160, site=RIVERA)


def test_the_same_labels_make_the_same_file() -> None:
    assert render(chromebooks(3), AVERY_5160, site=RIVERA) == render(chromebooks(3), AVERY_5160, site=RIVERA)


district_tags = st.from_regex(r"[A-Z]{0,4}-?[0-9]{1,10}", fullmatch=True)
destiny_tags = st.from_regex(r"[23][0-9]{13}|[PTX] [0-9]{1,7}", fullmatch=True)
anyones_tags = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:+#ñÑ", min_size=1, max_size=30
)


@settings(max_examples=12)
@given(st.lists(st.one_of(district_tags, destiny_tags, anyones_tags), min_size=1, max_size=30))
def test_whatever_a_school_calls_its_devices_the_label_reads_the_same(tags: list[str]) -> None:
    """Leading zeros, spaces inside, lower case, Destiny's check digits: byte for byte."""
    printed = paper(render([Label(tag, LINES, tag) for tag in tags], AVERY_5160, site=RIVERA))
    assert_each_in_its_cell(printed, AVERY_5160, tags)
