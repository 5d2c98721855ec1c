"""Marshall Middle from its first count to a seal that a stranger checks: phones, a cart, a tablet, the paper."""

import re
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import certification, losses
from app.models import Certification, Discrepancy
from tests.browser.fake_camera import Laid, film, scene
from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School
from tests.browser.scanner.desk import printed
from tests.carts.checking import confirms
from tests.district import PASSWORD, Visitor
from tests.phones import Phone

TABLET = ViewportSize(width=820, height=1180)


@pytest.fixture(scope="module")
def one_label(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "one.mjpeg"
    [label] = printed("A1001")
    film([scene(seed=1), *[scene([Laid(label, 8, 0.7, 640, 360)])] * 6], path, hold=9)
    return path


def visitor(school: School, who: str) -> Visitor:
    signed_in = Visitor(school.app.test_client())
    signed_in.sign_in(f"{who}@marshall.test")
    return signed_in


def open_the_cycle(school: School) -> str:
    """ITS opens it; gives the address of Marshall's certification."""
    school.app.test_cli_runner().invoke(args=["seal-key", "make"])
    with school.changing() as district:
        certification.open_cycle(district.act("ian"))
    with school.app.app_context():
        ours = select(Certification.uuid).where(Certification.site_id == school.district.site("8217").id)
        return f"/certifications/{db.session.scalars(ours).one()}"


def count_the_rest(school: School) -> None:
    """Tess confirms her cart, Jonas walks the other rooms: all by what their phones send."""
    with school.app.app_context():
        tess = Phone(school.district, visitor(school, "tess"), "tess")
        tess.sends(confirms(tess, (1, "present", "A1006"), (2, "present", "A1007")))
        jonas = Phone(school.district, visitor(school, "jonas"), "jonas")
        for room, codes in (("205", ("A1012",)), ("STO", ("A1020", "A1030"))):
            jonas.sends(*(jonas.sees(room, code) for code in codes), jonas.finishes(room))


def reconcile(school: School) -> None:
    """Each difference by its own verb: moved, seen after all, checked in, reported; one stays unaccounted for."""
    ivy = visitor(school, "ivy")
    with school.app.app_context():
        left = {
            (each.kind, str(each.asset)): (each.uuid, each.audit.uuid)
            for each in db.session.scalars(select(Discrepancy).where(Discrepancy.settled_at.is_(None)))
        }
        db.session.rollback()
        assert ivy.post(f"/audits/{left['elsewhere', 'A1011'][1]}/move-all-here").status_code == 303
        assert ivy.post(f"/discrepancies/{left['missing', 'A1004'][0]}/seen").status_code == 303
        assert ivy.post(f"/discrepancies/{left['wrong_holder', 'A1030'][0]}/check-in").status_code == 303
        begin_writing()
        losses.report(school.district.asset("A1005"), "stolen", school.district.act("ivy"))
        db.session.commit()


def draw_a_mark(page: Page) -> None:
    canvas = page.locator("drawn-mark canvas")
    canvas.evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    box = canvas.bounding_box()
    assert box is not None
    left, middle = box["x"] + 30, box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(left + 30 * step, middle + (25 if step % 2 else -25), steps=3)
    page.mouse.up()


def look_at(pdf: bytes, *words: str) -> str:
    """Every page as a picture: something is drawn on it, nothing is cut off; gives what the QR code says."""
    document = pypdfium2.PdfDocument(pdf)
    told, read = "", []
    for page in document:
        picture = np.asarray(page.render(scale=2).to_pil().convert("L"))
        ink = np.argwhere(picture < 128)
        assert 0.002 < len(ink) / picture.size < 0.4
        (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
        margin = 20
        assert min(top, left) > margin
        assert bottom < picture.shape[0] - margin
        assert right < picture.shape[1] - margin
        wide, high = page.get_size()
        told += page.get_textpage().get_text_bounded()
        for drawn in page.get_objects():
            x, y, x2, y2 = drawn.get_bounds()
            assert min(x, y) > -1
            assert (x2 < wide + 1, y2 < high + 1) == (True, True)
        read += zxingcpp.read_barcodes(picture)
    flat = re.sub(r"\s+", " ", told)
    assert [word for word in words if word not in flat] == []
    return str(read[0].text)


def mistype_the_password(page: Page) -> None:
    """What was typed and drawn comes back, and the field that was wrong is at hand."""
    password = page.get_by_label("Your password")
    password.fill("guess")
    password.press("Enter")
    expect(page.get_by_text("That is not your password. 9 tries are left.")).to_be_in_viewport()
    expect(password).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Paul Marshall")
    expect(page.get_by_text("There is a mark")).to_be_visible()


def sign_without_a_second_tap(page: Page) -> None:
    """While it is on its way, the page says what takes so long, and cannot be sent again until it comes back."""
    sign = page.get_by_role("button", name="Sign", exact=True)
    page.locator("#sign").evaluate(
        "form => form.addEventListener('submit', event => event.preventDefault(), { once: true })"
    )
    sign.click()
    expect(page.locator("while-sending [role=status]")).to_contain_text("Every device is being sealed")
    expect(sign).to_be_disabled()
    page.evaluate("() => void dispatchEvent(new Event('pageshow'))")
    expect(page.locator("while-sending [role=status]")).to_be_empty()
    sign.click()


def test_a_whole_school_from_a_phone_to_a_seal(phones: Phones, school: School, one_label: Path) -> None:
    ours = open_the_cycle(school)
    counting = phones.counting("ivy", "204", film=one_label)
    counting.expect("here", "A1001")
    counting.page.context.set_offline(True)
    for tag in ("A1002", "A1003", "A1011"):
        counting.type(tag)
        counting.expect("kept", tag)
    counting.page.context.set_offline(False)
    counting.expect("elsewhere", "A1011")
    counting.finish()
    count_the_rest(school)
    reconcile(school)
    visitor(school, "ivy").post(
        f"{ours}/review", data={"comment": "The cart of C1 was confirmed by Ms. Rivera."}
    )

    tablet = phones("paul")
    tablet.set_viewport_size(TABLET)
    tablet.goto(f"{ours}/spot-checks")
    tablet.get_by_role("button", name=re.compile("^Draw")).click()
    expect(tablet.get_by_text("0 of 10 seen")).to_be_visible()
    expect(tablet.locator("main :not(:defined)")).to_have_count(0)
    field = tablet.locator("code-scanner .typed input")
    one = tablet.locator("#contents .row .tag").last.inner_text()
    for tag, said in ((one, "seen"), (one, "again"), ("B2001", "not_drawn")):
        field.fill(tag)
        field.press("Enter")
        expect(tablet.locator(f"[data-answer={said}]")).to_contain_text(tag)
    tablet.goto(f"{ours}/review")
    for words in (
        "Ivy Delgado laid this before you",
        "Spot checks: 1 of 10 seen",
        "0 devices are unaccounted for",
    ):
        expect(tablet.get_by_text(words)).to_be_visible()
    draw_a_mark(tablet)
    expect(tablet.get_by_text("There is a mark")).to_be_visible()
    tablet.get_by_label("Your name").fill("Paul Marshall")
    mistype_the_password(tablet)
    tablet.get_by_label("Your password").fill(PASSWORD)
    sign_without_a_second_tap(tablet)
    paper = tablet.get_by_role("link", name="Certificate (PDF)")
    expect(paper).to_be_visible()

    address = f"{school.address}{paper.get_attribute('href')}"
    for language, signed in (("en", "Signed"), ("es", "Firm")):
        pdf = tablet.request.get(f"{address}?lang={language}").body()
        code = look_at(pdf, "Marshall Middle", "Paul Marshall", signed)
    stranger = phones(None)
    stranger.goto(code)
    expect(stranger.get_by_text("This seal holds")).to_be_visible()

    assert visitor(school, "ian").post(f"{ours}/accept").status_code == 303
    tablet.reload()
    expect(tablet.get_by_text("Accepted", exact=True)).to_be_visible()
    assert school.faults() == []
