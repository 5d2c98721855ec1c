"""The receipt that goes home: one for a checkout, one list for a class, in the family's language. Policy: RST-2."""

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from app.db import db
from app.domain import accessories
from app.domain.custody import desk, permissions, sets
from app.models import Person
from tests.asking import questions
from tests.conftest import Visits
from tests.custody.papers import a_homeroom_of_three, checkout_of, make_link, sign
from tests.district import District
from tests.phones import at_a_desk
from tests.signatures import drawn
from tests.transfers.lists import sent


def pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces as one reads them."""
    assert pdf.startswith(b"%PDF")
    with pdfium.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def with_papers(visit: Visits, district: District) -> str:
    """Sam's checkout with a charger, Paul's leave and a mark; its address."""
    with at_a_desk():
        checkout, act = checkout_of(district, "A1030"), district.act()
        accessories.add_kind(district.site(district.marshall), "Charger", act, stock=5)
        accessories.issue(checkout, checkout.asset.site_id, ["Charger"], act)
        asked = permissions.ask(checkout, permissions.usual_end(), act)
        permissions.answer_all([asked], "given", district.act("paul"))
    assert sign(visit("ivy"), district, drawn()) == 303
    return f"/checkouts/{checkout_of(district, 'A1030').uuid}"


def test_a_receipt_says_all_of_it_in_both_languages(visit: Visits, district: District) -> None:
    tess, address = visit("tess"), with_papers(visit, district)
    answer = tess.get(f"{address}/receipt.pdf?lang=en")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="receipt-A1030.pdf"'
    assert b"/StructTreeRoot" in answer.data
    assert b"/Lang" in answer.data
    [english] = pages(answer.data)
    [spanish] = pages(tess.get(f"{address}/receipt.pdf?lang=es").data)
    for text in (english, spanish):
        for told in (
            "Sam Nguyen",
            "700001",
            "A1030",
            "PFA1030",
            "Lenovo 300e Gen 4",
            "Charger",
            "Marshall Middle",
            "48904",
        ):
            assert told in text, told
    for told in (
        "Receipt for a device",
        "Received by",
        "Allowed until Jun 30, 2027 (Paul Marshall, Oct 14, 2026)",
        "Signed on",
    ):
        assert told in english, told
    for told in (
        "Recibo de un dispositivo",
        "Recibido por",
        "30 jun 2027",
        "Firmado el",
        "Código de Educación",
    ):
        assert told in spanish, told


def test_an_unsigned_one_has_a_line_to_sign_and_the_code_of_its_link(
    visit: Visits, district: District
) -> None:
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    [text] = pages(visit("ivy").get(f"{address}/receipt.pdf").data)
    assert "It stays at school" in text
    assert "scan this code" not in text
    path = make_link(visit, district)
    [text] = pages(visit("ivy").get(f"{address}/receipt.pdf").data)
    assert path in text.replace(" ", "")
    assert "It holds until Oct 28, 2026" in text


def test_a_class_set_is_one_list_or_a_receipt_each(visit: Visits, district: District) -> None:
    with_papers(visit, district)
    a_homeroom_of_three(district)
    tess, room = visit("tess"), district.room("205").uuid
    page = tess.get(f"/receipts?room={room}").text
    assert "1 of 3 have signed" in page
    assert "Cleo" not in page
    [listed] = pages(tess.get(f"/receipts.pdf?room={room}&lang=es").data)
    assert "Recibo de los dispositivos de una clase: Room 205" in listed
    assert [name for name in ("Sam Nguyen", "Amaya Reed", "Ben Reed", "Cleo Reed") if name in listed] == [
        "Sam Nguyen", "Amaya Reed", "Ben Reed",
    ]  # fmt: skip
    each = pages(tess.get(f"/receipts.pdf?room={room}&as=each").data)
    assert ["A1030" in each[0], "A1001" in each[1], "A1002" in each[2]] == [True, True, True]
    assert len(each) == 3


def test_the_device_leads_to_the_receipt_of_whoever_has_it(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    answer = ivy.get(f"/assets/{district.asset('A1030').uuid}/receipt")
    assert answer.location == f"/checkouts/{checkout_of(district, 'A1030').uuid}"
    assert ivy.get(f"/assets/{district.asset('A1001').uuid}/receipt").status_code == 404
    assert answer.location in ivy.get(f"/assets/{district.asset('A1030').uuid}").text


def test_who_had_a_device_at_another_school_is_known_there_alone(visit: Visits, district: District) -> None:
    """Marshall gave it to Sam, then sent it to Lincoln, which gives it to Zora."""
    old, ivy, lola = checkout_of(district, "A1030").uuid, visit("ivy"), visit("lola")
    with at_a_desk():
        desk.check_in(district.asset("A1030"), district.room("STO"), district.act())
    lola.post(f"{sent(ivy, 'A1030')}/accept-rest")
    device = f"/assets/{district.asset('A1030').uuid}/receipt"
    for path in (f"/checkouts/{old}", f"/checkouts/{old}/receipt.pdf", device):
        assert lola.get(path).status_code == 404, path
    assert "Sam Nguyen" in visit("ian").get(f"/checkouts/{old}").text
    with at_a_desk():
        zora = db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
        desk.check_out(district.asset("A1030"), zora, district.act("lola"))
    assert "Zora Hidden" in lola.get(lola.get(device).location).text


def test_more_students_are_no_more_questions(visit: Visits, district: District) -> None:
    with_papers(visit, district)
    room = district.room("205").uuid
    tess, paul, list_of_receipts = visit("tess"), visit("paul"), f"/receipts?room={room}"
    one = len(questions(tess, list_of_receipts))
    waiting = len(questions(paul, f"/permissions?room={room}"))
    a_homeroom_of_three(district)
    with at_a_desk():
        permissions.ask_all(sets.checkouts_in(district.room("205")), permissions.usual_end(), district.act())
    assert len(questions(tess, list_of_receipts)) <= one <= 16
    assert len(questions(paul, f"/permissions?room={room}")) <= waiting + 2 <= 12
    assert len(questions(tess, f"/assets/{district.asset('A1030').uuid}")) <= 28


@pytest.mark.parametrize("query", ["", "room=nothing", "class=1", "room=&class=", "lang=../../etc"])
def test_what_means_no_class_prints_nothing(visit: Visits, district: District, query: str) -> None:
    assert visit("tess").get(f"/receipts.pdf?{query}").status_code == 404
    lab = district.room("L1").uuid
    assert visit("tess").get(f"/receipts.pdf?room={lab}").status_code == 404
