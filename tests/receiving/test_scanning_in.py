"""Boxes are opened: each device is scanned by its serial number, gets a tag, and is in the register at once."""

from datetime import date

from sqlalchemy import select

from app.db import db
from app.models import Event
from tests.district import District
from tests.receiving.dock import Dock, card_of, in_hand, offered, step_of


def test_a_device_is_in_the_register_with_the_papers_of_its_order(dock: Dock, district: District) -> None:
    """REG-2, LAW-1, REG-5: what the order and the delivery say stands on each device."""
    delivery = dock.deliver(dock.order(2))
    said = dock.scan(delivery, "1S82W3S0AB00PF5ABCDE", step="serial")
    assert (step_of(said), in_hand(said)) == ("tag", "PF5ABCDE")
    assert offered(said) == "A1031"
    said = dock.scan(delivery, "https://rollcall.test/t/A1050", step="tag", serial="PF5ABCDE")
    assert card_of(said) == "here"
    [asset] = dock.came(delivery)
    assert (asset.tag, asset.serial, asset.state, asset.room) == (
        "A1050",
        "PF5ABCDE",
        "in_stock",
        district.room("STO"),
    )
    assert (asset.purchase_order, asset.supplier, asset.cost_cents) == (
        "4500100900",
        "Harbor Education Supply",
        61250,
    )
    assert (asset.purchased_on, asset.delivered_on, asset.itemised_list) == (
        date(2026, 9, 1),
        date(2026, 10, 14),
        "PL-77",
    )
    assert (asset.warranty_months, asset.warranty_until) == (36, date(2029, 10, 14))
    assert asset.funding_source is not None
    assert (asset.funding_source.fain, asset.federal_share, asset.title_holder) == (
        "S010A240005",
        100,
        "District",
    )
    event = db.session.scalars(select(Event).where(Event.asset_id == asset.id)).one()
    assert (event.action, event.details["delivery"]) == ("registered", str(delivery.uuid))
    said = dock.take_in(delivery, "PF5ABCDF", None)
    assert card_of(said) == "here"
    assert "All that was listed is here" in said
    assert dock.delivery(delivery.uuid).registered_on == date(2026, 10, 14)
    assert [one.tag for one in dock.came(delivery)] == ["A1050", None]
    assert district.faults() == []


def test_the_next_free_tag_is_one_tap(dock: Dock, district: District) -> None:
    """The roll goes on where it was left, past what something else bears."""
    delivery = dock.deliver(dock.order(3))
    dock.take_in(delivery, "PF5AAAA1", "A1029")
    said = dock.scan(delivery, "PF5AAAA2", step="serial")
    assert offered(said) == "A1031"
    said = dock.scan(delivery, "", step="tag", serial="PF5AAAA2", tag="A1031")
    assert card_of(said) == "here"
    assert offered(dock.scan(delivery, "PF5AAAA3", step="serial")) == "A1032"
    assert [one.tag for one in dock.came(delivery)] == ["A1029", "A1031"]
