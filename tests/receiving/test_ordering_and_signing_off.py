"""An order comes in parts; each delivery keeps its papers and somebody signs for it. RCV-2, REG-6."""

import re
from io import BytesIO

from sqlalchemy import func, select

from app.db import db
from app.models import Attachment, Delivery, Event, PurchaseOrder
from tests.access.doors.door import picture
from tests.district import District
from tests.receiving.dock import Dock

LIST = b"""PO number,Vendor,Order date,Maker,Model,Category,Qty,Unit cost,Warranty months,Fund,FAIN,Federal share
4500200001,Harbor,9/1/2026,Lenovo,300e Gen 4,Laptop,20,$612.50,36,Title I,S010A240005,100
4500200001,Harbor,9/1/2026,Dell,P2422H,Display monitor,4,179,36,Title I,S010A240005,100
4500200002,Sierra,9/2/2026,Lenovo,300e Gen 4,Laptop,a few,612.50,,,,
4500200003,Sierra,9/3/2026,Lenovo,,Laptop,2,612.50,,,,
"""


def orders() -> list[str]:
    return sorted(db.session.scalars(select(PurchaseOrder.number)))


def test_what_is_missing_stays_expected_of_its_order(dock: Dock, district: District) -> None:
    order = dock.order(5)
    first = dock.deliver(order, expected=3)
    for at in range(2):
        dock.take_in(first, f"PF5AAAA{at}", f"A105{at}")
    assert dock.sign_off(first, signed_off_on="2026-10-13") == 422
    assert dock.sign_off(first, signed_off_by=" ") == 422
    assert dock.sign_off(first) == 303
    assert "1 missing" in dock.visitor.get(f"/deliveries/{first.uuid}").text
    assert "2 of 5 registered so far" in dock.visitor.get(f"/deliveries/new?order={order.uuid}").text
    second = dock.deliver(order, expected=3)
    for at in range(2, 5):
        dock.take_in(second, f"PF5AAAA{at}", f"A105{at}")
    assert "All here" in dock.visitor.get(f"/orders/{order.uuid}").text
    assert dock.sign_off(first) == 409
    assert district.faults() == []


def test_the_sign_off_and_the_papers_stand_on_each_device(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(1))
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    for kind, name in (("proof", "pod.pdf"), ("itemised", "list.pdf")):
        sent = {"kind": kind, "title": name, "file": (BytesIO(b"%PDF-1.4 x"), name)}
        assert dock.visitor.post(f"/deliveries/{delivery.uuid}/papers", data=sent).status_code == 303
    dock.sign_off(delivery)
    asset = district.asset("A1050")
    assert (asset.signed_off_by, str(asset.signed_off_on)) == ("Paul Marshall", "2026-10-14")
    assert (asset.proof_of_delivery, asset.itemised_list) == ("pod.pdf", "list.pdf")
    story = select(Event.action).where(Event.asset_id == asset.id).order_by(Event.number)
    assert list(db.session.scalars(story)) == ["registered", "signed_off"]
    page = dock.visitor.get(f"/deliveries/{delivery.uuid}").text
    assert "Proof of delivery" in page
    assert district.faults() == []


def test_a_photo_of_the_paper_is_drawn_anew_and_a_program_is_not_taken(
    dock: Dock, district: District
) -> None:
    delivery = dock.deliver(dock.order(1))
    stream, name = picture()
    sent = {"kind": "proof", "file": (stream, name)}
    assert dock.visitor.post(f"/deliveries/{delivery.uuid}/papers", data=sent).status_code == 303
    for content, status in ((b"MZ\x90 program", 415), (b"", 422), (b"x" * 16_000_000, 413)):
        bad = {"kind": "proof", "file": (BytesIO(content), "pod.pdf")}
        assert dock.visitor.post(f"/deliveries/{delivery.uuid}/papers", data=bad).status_code == status
    assert dock.visitor.post(f"/deliveries/{delivery.uuid}/papers", data={"kind": "proof"}).status_code == 400
    kept = db.session.scalars(select(Attachment)).all()
    assert [one.media_type for one in kept] == ["image/jpeg"]
    paper = dock.delivery(delivery.uuid).papers[0]
    assert dock.visitor.post(f"/delivery-papers/{paper.uuid}/remove").status_code == 303
    dock.sign_off(delivery)
    assert district.faults() == []


def test_too_little_warranty_is_said_wherever_the_order_is_looked_at(dock: Dock, district: District) -> None:
    """REG-6: three years for a laptop."""
    order = dock.order(1, months="12")
    delivery = dock.deliver(order)
    for address in (f"/orders/{order.uuid}", f"/deliveries/{delivery.uuid}"):
        assert "need 36 months of warranty; this order says 12" in dock.visitor.get(address).text


def test_an_order_is_entered_once_and_says_what_it_lacks(dock: Dock, district: District) -> None:
    dock.order(1)
    form = {"site": "8217", "number": "4500100900", "supplier": "H", "ordered_on": "2026-09-01"}
    line = {"model": str(dock.model().uuid), "quantity": "1"}
    for lacks, status in (({}, 422), ({"number": "N2"}, 303), ({"number": "N3", "quantity": "many"}, 422),
                          ({"number": "N4", "ordered_on": "soon"}, 422), ({"number": ""}, 422),
                          ({"number": "N5", "model": ""}, 422), ({"number": "N6", "cost": "-3"}, 422)):  # fmt: skip
        assert dock.visitor.post("/orders", data=form | line | lacks).status_code == status, lacks
    assert orders() == ["4500100900", "N2"]


def test_a_list_of_orders_is_entered_order_by_order_and_twice_changes_nothing(
    dock: Dock, district: District
) -> None:
    for entered in (1, 0):
        answer = dock.visitor.post(
            "/orders/file", data={"site": "8217", "file": (BytesIO(LIST), "orders.csv")}
        )
        assert (answer.status_code, orders()) == (200, ["4500200001"])
        assert ("This order is entered already" in answer.text) == (not entered)
        assert "“quantity” is missing or cannot be read" in answer.text
        assert "“model” is missing or cannot be read" in answer.text
    order = db.session.scalars(select(PurchaseOrder)).one()
    assert [(line.quantity, line.cost_cents, line.warranty_months) for line in order.lines] == [
        (20, 61250, 36), (4, 17900, 36)
    ]  # fmt: skip
    assert order.lines[0].model == dock.model()
    for content in (b"\x89PNG\r\n", b"a,b\n1,2\n", b""):
        sent = {"site": "8217", "file": (BytesIO(content), "orders.csv")}
        assert dock.visitor.post("/orders/file", data=sent).status_code in (400, 422)


def test_a_closed_order_expects_nothing_until_it_is_opened_again(dock: Dock, district: District) -> None:
    order = dock.order(2)
    dock.visitor.post(f"/orders/{order.uuid}/close")
    assert ">4500100900<" not in dock.visitor.get("/orders").text
    assert dock.visitor.get(f"/deliveries/new?order={order.uuid}").status_code == 409
    dock.visitor.post(f"/orders/{order.uuid}/open")
    assert ">4500100900<" in dock.visitor.get("/orders").text


def test_a_second_tap_enters_no_second_delivery_and_signs_nothing_off_again(dock: Dock) -> None:
    order = dock.order(2)
    page = dock.visitor.get(f"/deliveries/new?order={order.uuid}").text
    [form] = re.findall(r'name="form" value="([^"]+)"', page)
    first, second = dock.deliver(order, form=form), dock.deliver(order, form=form)
    assert first.uuid == second.uuid
    assert len(list(db.session.scalars(select(Delivery)))) == 1
    assert [dock.sign_off(first), dock.sign_off(first, signed_off_by="Somebody Else")] == [303, 409]
    assert dock.delivery(first.uuid).signed_off_by == "Paul Marshall"


def test_a_delivery_of_tomorrow_or_of_nothing_is_refused(dock: Dock, district: District) -> None:
    order = dock.order(2)
    line = f"expected-{order.lines[0].uuid}"
    form = {"order": order.uuid, "received_on": "2026-10-14", "received_by": "Ivy", line: 2}
    for wrong in (
        {"received_on": "2026-10-15"},
        {line: 0},
        {line: "two"},
        {"received_by": ""},
        {"received_on": ""},
    ):
        assert dock.visitor.post("/deliveries", data=form | wrong).status_code == 422, wrong
    foreign = {"room": district.room("L1").uuid}
    assert dock.visitor.post("/deliveries", data=form | foreign).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
