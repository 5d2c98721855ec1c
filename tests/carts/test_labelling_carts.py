"""A cart's label opens it: printed with its tag, read back from the paper, and followed by whoever works there."""

import pypdfium2 as pdfium
import zxingcpp

from tests.conftest import Visits
from tests.district import District


def test_a_cart_s_label_opens_it(visit: Visits, district: District) -> None:
    """For staff the cart, for those who may not look through it the device, for a stranger whose it is."""
    ivy, cart = visit("ivy"), district.asset("C1").uuid
    assert "what=carts" in ivy.get(f"/carts/{cart}").text
    assert str(cart) in ivy.get(f"/labels?what=carts&cart={cart}").text
    asked = {"what": "carts", "sheet": "avery-5160", "cart": str(cart), "site": "8217"}
    answer = ivy.post("/labels.pdf", data=asked)
    assert answer.status_code == 200
    with pdfium.PdfDocument(answer.data) as document:
        assert "Scan to open this cart" in document[0].get_textpage().get_text_bounded()
        [code] = zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())
    address = code.text.removeprefix("http://localhost")
    assert address == "/t/C1"
    assert ivy.get(address).location == f"/carts/{cart}"
    assert visit("tess").get(address).location == f"/carts/{cart}"
    assert visit("paul").get(address).location == f"/assets/{cart}"
    stranger = visit(None).get(address)
    assert (stranger.status_code, "Marshall" in stranger.text, "A1006" in stranger.text) == (200, True, False)


def test_another_school_s_cart_is_not_printed(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    asked = {"what": "carts", "sheet": "avery-5160", "site": "8217"}
    for cart, status in (
        (district.asset("B2001").uuid, 404),
        (district.asset("A1001").uuid, 422),
        ("x", 404),
    ):
        assert ivy.post("/labels.pdf", data={**asked, "cart": str(cart)}).status_code == status
    assert visit("lola").post("/labels.pdf", data={**asked, "cart": ""}).status_code in (403, 404)
