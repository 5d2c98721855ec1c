"""Boxes are opened: each device is scanned by its serial number, gets a tag, and is in the register at once."""

from datetime import date

from sqlalchemy import select

from app.db import db
from app.models import Event
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import at_a_desk
from tests.receiving.dock import Dock, card_of, in_hand, offered, step_of


def test_a_device_is_in_the_register_with_the_papers_of_its_order(dock: Dock, district: District) -> None:
    """REG-2, LAW-1, REG-5: what the order and the delivery say stands on each device."""
    delivery = dock.deliver(dock.order(2))
    said = dock.scan(delivery, "1S82W3S0AB00PF5ABCDE", step="serial")
    assert (step_of(said), in_hand(said), offered(said)) == ("tag", "PF5ABCDE", "A1031")
    said = dock.scan(delivery, "https://rollcall.test/t/A1050", step="tag", serial="PF5ABCDE")
    assert card_of(said) == "here"
    [asset] = dock.came(delivery)
    assert (asset.tag, asset.serial, asset.state) == ("A1050", "PF5ABCDE", "in_stock")
    assert asset.room == district.room("STO")
    assert (asset.purchase_order, asset.supplier) == ("4500100900", "Harbor Education Supply")
    assert (asset.purchased_on, asset.delivered_on) == (date(2026, 9, 1), date(2026, 10, 14))
    assert (asset.cost_cents, asset.itemised_list, asset.title_holder) == (61250, "PL-77", "District")
    assert (asset.warranty_months, asset.warranty_until) == (36, date(2029, 10, 14))
    assert asset.funding_source is not None
    assert (asset.funding_source.fain, asset.federal_share) == ("S010A240005", 100)
    event = db.session.scalars(select(Event).where(Event.asset_id == asset.id)).one()
    assert (event.action, event.details["delivery"]) == ("registered", str(delivery.uuid))
    said = dock.take_in(delivery, "PF5ABCDF", None)
    assert "All that was listed is here" in said
    assert dock.delivery(delivery.uuid).registered_on == date(2026, 10, 14)
    assert [one.tag for one in dock.came(delivery)] == ["A1050", None]
    assert district.faults() == []


def test_the_next_free_tag_is_one_tap_and_goes_past_what_others_bear(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(3))
    dock.take_in(delivery, "PF5AAAA1", "A1029")
    said = dock.scan(delivery, "PF5AAAA2", step="serial")
    assert offered(said) == "A1031"
    assert card_of(dock.scan(delivery, "", step="tag", serial="PF5AAAA2", tag="A1031")) == "here"
    assert offered(dock.scan(delivery, "PF5AAAA3", step="serial")) == "A1032"
    assert [one.tag for one in dock.came(delivery)] == ["A1029", "A1031"]


def test_a_double_scan_is_said_at_once_and_registers_nothing(dock: Dock, district: District) -> None:
    """RCV-4. The second look at the same label, also while its tag is waited for, changes nothing."""
    delivery = dock.deliver(dock.order(3))
    said = dock.scan(delivery, "pf5aaaa1", step="tag", serial="PF5AAAA1")
    assert (step_of(said), in_hand(said), card_of(said)) == ("tag", "PF5AAAA1", "")
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    said = dock.scan(delivery, "PF5 AAAA1", step="serial")
    assert (card_of(said), step_of(said)) == ("already", "serial")
    assert "as A1050" in said
    said = dock.scan(delivery, "", step="tag", serial="PF5AAAA1", tag="A1051")
    assert (card_of(said), len(dock.came(delivery))) == ("already", 1)


def test_what_is_registered_already_says_where_and_of_another_school_only_which(
    dock: Dock, district: District
) -> None:
    delivery = dock.deliver(dock.order(3))
    said = dock.scan(delivery, "PFA1001", step="serial")
    assert (card_of(said), "A1001" in said) == ("elsewhere", True)
    said = dock.scan(delivery, "PFB2001", step="serial")
    assert (card_of(said), "Lincoln High" in said, "B2001<" in said) == ("other_site", True, False)
    said = dock.scan(delivery, "A1002", step="serial")
    assert card_of(said) == "elsewhere"
    assert dock.came(delivery) == []


def test_a_taken_tag_leaves_the_device_in_hand(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(3))
    said = dock.take_in(delivery, "PF5AAAA1", "B2001")
    assert (card_of(said), step_of(said), in_hand(said)) == ("unregistered", "tag", "PF5AAAA1")
    said = dock.scan(delivery, "", step="tag", serial="PF5AAAA1", drop="1")
    assert (step_of(said), dock.came(delivery)) == ("serial", [])


def test_a_forgotten_tag_never_ends_up_on_the_device_before(dock: Dock, district: District) -> None:
    """Serial number after serial number: the first was left out, and what looks like no tag may be said to be one."""
    delivery = dock.deliver(dock.order(3))
    dock.scan(delivery, "PF5AAAA1", step="serial")
    said = dock.scan(delivery, "PF5AAAA2", step="tag", serial="PF5AAAA1")
    assert (step_of(said), in_hand(said), "Left out" in said) == ("tag", "PF5AAAA2", True)
    dock.scan(delivery, "A1050", step="tag", serial="PF5AAAA2")
    assert [(one.serial, one.tag) for one in dock.came(delivery)] == [("PF5AAAA2", "A1050")]
    said = dock.scan(delivery, "Left shelf/7", step="tag", serial="PF5AAAA3")
    assert "Left shelf/7 is the tag of PF5AAAA3" in said
    dock.scan(delivery, "", step="tag", serial="PF5AAAA3", tag="Left shelf/7")
    assert dock.came(delivery)[-1].tag == "Left shelf/7"


def test_a_tag_is_not_taken_for_a_serial_number_unless_somebody_says_so(
    dock: Dock, district: District
) -> None:
    delivery = dock.deliver(dock.order(3))
    said = dock.scan(delivery, "A1050", step="serial")
    assert (step_of(said), "This looks like a tag" in said) == ("serial", True)
    assert in_hand(dock.scan(delivery, "12345678", step="serial", sure="1")) == "12345678"
    dock.scan(delivery, "", step="tag", serial="12345678", tag="A1050")
    assert in_hand(dock.scan(delivery, "12345679", step="serial")) == "12345679"


def test_more_and_less_than_the_list_promises_are_said(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(4), expected=1)
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    assert "1 more than listed" in dock.take_in(delivery, "PF5AAAA2", "A1051")
    page = dock.visitor.get(f"/deliveries/{delivery.uuid}").text
    assert "1 more than listed" in page
    order = dock.visitor.get(f"/orders/{delivery.order.uuid if delivery.order else ''}").text
    assert "2 of 4 registered" in order
    assert "2 not registered yet" in order


def test_a_scan_taken_back_frees_its_codes_and_its_story_says_so(dock: Dock, district: District) -> None:
    """The asset is void: it never was. The ledger keeps both events, and the same label serves the right device."""
    delivery = dock.deliver(dock.order(1))
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    [asset] = dock.came(delivery)
    taken_back = f"/arrivals/{dock.arrivals(delivery)[0].uuid}/undo"
    dock.visitor.post(taken_back)
    again = dock.visitor.post(taken_back)
    assert (again.status_code, "took this back a moment ago" in again.text) == (409, True)
    assert dock.came(delivery) == []
    assert dock.delivery(delivery.uuid).registered_on is None
    db.session.refresh(asset)
    assert (asset.state, asset.tag, asset.serial, asset.room_id, asset.identifiers) == (
        "void",
        None,
        None,
        None,
        [],
    )
    events = db.session.scalars(select(Event).where(Event.asset_id == asset.id).order_by(Event.number))
    assert [event.action for event in events] == ["registered", "registration_undone"]
    assert "A1050" not in dock.visitor.get("/assets?q=A1050").text.partition('id="assets"')[2]
    assert card_of(dock.take_in(delivery, "PF5AAAA1", "A1050")) == "here"
    assert district.faults() == []


def test_what_was_used_since_is_not_taken_back(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(1))
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    [arrival], room = dock.arrivals(delivery), district.room("204")
    dock.visitor.post(f"/assets/{district.asset('A1050').uuid}/move", data={"room": room.uuid})
    answer = dock.visitor.post(f"/arrivals/{arrival.uuid}/undo")
    assert (answer.status_code, "used or seen since" in answer.text) == (409, True)
    assert district.asset("A1050").state == "deployed"


def test_two_people_receive_one_delivery_at_once(dock: Dock, visit: Visits, district: District) -> None:
    """Tom the technician helps; both reach for the same box, and for the same free tag."""
    delivery, tom = dock.deliver(dock.order(3)), Dock(district, visit("tom"))
    assert offered(dock.scan(delivery, "PF5AAAA1", step="serial")) == "A1031"
    assert offered(tom.scan(delivery, "PF5AAAA2", step="serial")) == "A1031"
    assert card_of(tom.scan(delivery, "", step="tag", serial="PF5AAAA2", tag="A1031")) == "here"
    said = dock.scan(delivery, "", step="tag", serial="PF5AAAA1", tag="A1031")
    assert (card_of(said), in_hand(said), offered(said)) == ("unregistered", "PF5AAAA1", "A1032")
    assert card_of(dock.scan(delivery, "", step="tag", serial="PF5AAAA1", tag="A1032")) == "here"
    assert card_of(tom.scan(delivery, "PF5AAAA1", step="serial")) == "already"
    assert {arrival.by.name for arrival in dock.arrivals(delivery)} == {"Ivy Delgado", "Tom Okafor"}


def test_the_number_on_the_box_chooses_the_line(dock: Dock, district: District) -> None:
    with at_a_desk():
        monitor = dock.new_model("P2422H", "P2422H", "Display monitor")
    laptop = str(dock.model().uuid)
    order = dock.order([2, 1], model=[laptop, str(monitor)], cost=["600", "179"], months=["36", ""])
    delivery = dock.deliver(order)
    said = dock.scan(delivery, "P2422H", step="serial")
    line = next(line for line in delivery.lines if line.model.number == "P2422H")
    assert f'value="{line.uuid}"' in said.partition('name="line"')[2][:80]
    dock.take_in(delivery, "CN0AAAA1", "A1060", line=str(line.uuid))
    assert [one.model.name for one in dock.came(delivery)] == ["P2422H"]


def test_what_is_not_put_away_is_received_and_not_yet_in_stock(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(1), room=district.room("204").uuid)
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    assert (district.asset("A1050").state, str(district.asset("A1050").room)) == ("received", "Room 204")


def test_a_device_without_a_serial_number_needs_a_tag(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(1))
    assert step_of(dock.scan(delivery, "", step="serial", serialless="1")) == "tag"
    assert card_of(dock.scan(delivery, "", step="tag", serial="", untagged="1")) == "unregistered"
    assert card_of(dock.scan(delivery, "A1070", step="tag", serial="")) == "here"
    assert dock.came(delivery)[0].serial is None


def test_nothing_is_scanned_into_a_delivery_that_is_signed_off(
    dock: Dock, district: District, fixed_clock: FixedClock
) -> None:
    delivery = dock.deliver(dock.order(2))
    dock.take_in(delivery, "PF5AAAA1", "A1050")
    dock.sign_off(delivery)
    assert card_of(dock.take_in(delivery, "PF5AAAA2", "A1051")) == "unregistered"
    assert dock.visitor.post(f"/arrivals/{dock.arrivals(delivery)[0].uuid}/undo").status_code == 409
    assert dock.visitor.get(f"/deliveries/{delivery.uuid}/scan").status_code == 303
    assert len(dock.came(delivery)) == 1


def test_rubbish_registers_nothing(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(2))
    for code in ("", " ", "\u200b", "x" * 600, "…" * 90, "<script>alert(1)</script>"):
        dock.scan(delivery, code, step="serial")
    dock.scan(delivery, "PF5AAAA1", step="nonsense", line="not a line")
    assert dock.came(delivery) == []


def test_another_school_s_delivery_is_not_there(dock: Dock, visit: Visits, district: District) -> None:
    delivery = dock.deliver(dock.order(1))
    lola = visit("lola")
    assert lola.post(f"/deliveries/{delivery.uuid}/scan", data={"code": "X1"}).status_code == 404
    assert lola.get(f"/orders/{delivery.order.uuid if delivery.order else ''}").status_code == 404
