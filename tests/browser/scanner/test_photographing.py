"""A photograph read by the server: what comes of it, and what is said and kept when nothing does."""

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.fake_camera import Laid
from tests.browser.scanner.desk import pair, photograph, printed
from tests.browser.scanner.scanning import Opening
from tests.browser.scanner.server import LARGEST


def test_a_photo_of_one_tag_is_read(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, site="8151")
    scanning.wait_until("live")
    scanning.send_photo(photograph([Laid(printed("A104233")[0], 30, 0.7, 640, 360)]))
    assert scanning.wait_for(1) == ["A104233"]
    assert scanning.told()[0] | {"at": ""} == {
        "text": "A104233",
        "format": "QRCode",
        "method": "photo",
        "at": "",
    }
    scanning.wait_until("quiet")


def test_the_phones_own_camera_gets_the_lens_while_a_photo_is_taken(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.wait_until("live")
    with scanning.page.expect_file_chooser() as chooser:
        scanning.page.get_by_title("Read the codes of a photo").click()
    scanning.wait_until("paused")
    picture = FilePayload(name="tag.jpg", mimeType="image/jpeg", buffer=photograph(pair()[:1]))
    chooser.value.set_files(picture)
    assert scanning.wait_for(1) == ["A104198"]
    scanning.wait_until("quiet")


def test_a_photo_of_two_tags_asks_which_is_meant(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone)
    scanning.send_photo(photograph(pair()))
    expect(scanning.words).to_have_text("Codes in the photo: 2. Tap the one you mean.")
    assert scanning.texts() == []
    scanning.button("A104198").click()
    assert scanning.wait_for(1) == ["A104198"]
    scanning.button("Done with this photo").click()
    scanning.wait_until("quiet")


def test_a_photo_of_a_cart_counts_all_of_it(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, mode="many")
    tags = [f"A1042{number:02}" for number in range(12)]
    cart = [
        Laid(label, 0, 0.35, 200 + number % 4 * 290, 130 + number // 4 * 220)
        for number, label in enumerate(printed(*tags))
    ]
    scanning.send_photo(photograph(cart))
    assert sorted(scanning.wait_for(12)) == tags


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        (b"\xff\xd8\xff" + bytes(200), "photo-unreadable"),
        (b"Dear parents, on Monday ...", "photo-kind"),
        (photograph([]), "photo-empty"),
    ],
)
def test_a_picture_that_cannot_be_read_says_why(
    phone: Browser, opened: Opening, sent: bytes, state: str
) -> None:
    scanning = opened(phone)
    scanning.send_photo(sent)
    scanning.wait_until(state)
    scanning.button("Back to scanning").click()
    scanning.wait_until("live")
    assert scanning.texts() == []


def test_a_photo_beyond_the_limit_is_not_even_sent(phone: Browser, opened: Opening) -> None:
    scanning = opened(phone, photo_limit=str(LARGEST))
    scanning.send_photo(photograph(pair()) + bytes(LARGEST))
    scanning.wait_until("photo-large")
    expect(scanning.words).to_contain_text("too large")


def test_a_photo_taken_without_a_network_is_read_by_the_phone(phone: Browser, opened: Opening) -> None:
    """What the phone cannot read is kept, and sent again when the person says so."""
    scanning = opened(phone)
    scanning.wait_until("live")
    scanning.page.route("**/scan/photo", lambda route: route.abort("internetdisconnected"))
    scanning.send_photo(photograph([Laid(printed("A104233")[0], 0, 0.7, 640, 360)]))
    assert scanning.wait_for(1) == ["A104233"]
    scanning.page.context.set_offline(True)
    scanning.send_photo(photograph([]))
    scanning.wait_until("photo-offline")
    expect(scanning.words).to_contain_text("kept here")
    scanning.page.context.set_offline(False)
    scanning.page.unroute("**/scan/photo")
    scanning.button("Send the photo again").click()
    scanning.wait_until("photo-empty")


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [
        (503, "text/html", "photo-trouble"),
        (413, "text/html", "photo-large"),
        (401, "text/html", "photo-signed-out"),
        (429, "text/html", "photo-later"),
        (200, "text/html", "photo-stranger"),
    ],
)
def test_an_answer_that_is_no_list_of_codes_is_put_in_words(
    phone: Browser, opened: Opening, status: int, kind: str, state: str
) -> None:
    scanning = opened(phone)
    answer = {"status": status, "content_type": kind, "body": "<p>Welcome to Guest Wi-Fi</p>"}
    scanning.page.route("**/scan/photo", lambda route: route.fulfill(**answer))
    scanning.send_photo(photograph([Laid(printed("A104233")[0], 0, 0.7, 640, 360)]))
    scanning.wait_until(state)
    assert scanning.texts() == []
