"""A pallet comes with a list: serial numbers are pasted, or told as a range, and looked through before they count."""

import pytest
from sqlalchemy import func, select

from app.db import db
from app.domain.receiving import TooManySerials, serials_in
from app.models import Delivery, Event
from tests.district import District
from tests.receiving.dock import Dock

PALLET = "5CD1230001-5CD1235000"


def paste(dock: Dock, delivery: Delivery, serials: str, **more: str) -> tuple[int, str]:
    answer = dock.visitor.post(f"/deliveries/{delivery.uuid}/serials", data={"serials": serials, **more})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("5CD1230009-5CD1230011", ["5CD1230009", "5CD1230010", "5CD1230011"]),
        ("PF1, PF2;PF3\nPF4\tPF5", ["PF1", "PF2", "PF3", "PF4", "PF5"]),
        ("AB0098 – AB0101", ["AB0098", "AB0099", "AB0100", "AB0101"]),
        ("AB-0098..AB-0099", ["AB-0098", "AB-0099"]),
        ("5CD1-00A7-X", ["5CD1-00A7-X"]),
        ("C02-1234-C03-1299", ["C02-1234-C03-1299"]),
        ("5CD12-5CD9", ["5CD12-5CD9"]),
        ("  ", []),
    ],
)
def test_what_a_pasted_text_means(district: District, said: str, meant: list[str]) -> None:
    assert serials_in(said) == meant


def test_a_text_that_means_too_many_is_refused_before_it_is_spelled_out(district: District) -> None:
    with pytest.raises(TooManySerials):
        serials_in("A0000000001-A9999999999")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("9" * 500_000, id="one number without an end"),
        pytest.param(f"{'1' * 5_000}-{'2' * 5_000}", id="a range of numbers nobody can count to"),
        pytest.param("1-" * 200_000 + "x", id="ends without a beginning"),
        pytest.param(f"A1{' ' * 500_000}B1", id="space"),
    ],
)
def test_a_text_made_to_keep_the_server_busy_is_read_at_once(district: District, said: str) -> None:
    """It would keep it busy for hours."""
    assert serials_in(said) == said.split()


def test_five_thousand_are_looked_through_and_then_registered(dock: Dock, district: District) -> None:
    """One serial number of them is known, one stands twice: the rest is registered, with the next free tags."""
    delivery = dock.deliver(dock.order(5000))
    dock.take_in(delivery, "5CD1230100", "A1031")
    status, page = paste(dock, delivery, f"{PALLET} 5CD1230001".replace("1235000", "1234999"), tags="next")
    assert (status, len(dock.arrivals(delivery))) == (200, 1)
    assert "4,998 devices can be registered" in page or "4998 devices can be registered" in page
    assert "A1032 to A6029" in page
    assert "stands in the list twice" in page
    assert "as A1031" in page
    status, _ = paste(
        dock, delivery, f"{PALLET} 5CD1230001".replace("1235000", "1234999"), tags="next", sure="1"
    )
    came = dock.came(delivery)
    assert (status, len(came)) == (303, 4999)
    assert (came[1].serial, came[1].tag, came[-1].serial, came[-1].tag) == (
        "5CD1230001", "A1032", "5CD1234999", "A6029"
    )  # fmt: skip
    keys = [asset.id for asset in came]
    events = select(func.count()).select_from(Event).where(Event.asset_id.in_(keys[:500]))
    assert db.session.scalar(events) == 500
    assert paste(dock, delivery, PALLET.replace("1235000", "1234999"), tags="next", sure="1")[0] == 200
    assert len(dock.arrivals(delivery)) == 4999
    assert paste(dock, delivery, "X0001-X9999", tags="none")[0] == 422
    assert district.faults() == []


def test_tags_may_be_pasted_too_and_have_to_match(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(3))
    status, page = paste(dock, delivery, "PF5A-1 PF5A-2", tags="listed", listed="A1050", sure="1")
    assert (status, "1 tags for 2 serial numbers" in page) == (422, True)
    status, page = paste(dock, delivery, "PF5A1 PF5A2", tags="listed", listed="A1050 B2001", sure="1")
    assert (status, "B2001 already belongs" in page) == (422, True)
    assert dock.came(delivery) == []
    assert paste(dock, delivery, "PF5A1 PF5A2", tags="listed", listed="A1050-A1051", sure="1")[0] == 303
    assert [one.tag for one in dock.came(delivery)] == ["A1050", "A1051"]
    assert "Print labels" in dock.visitor.get(f"/deliveries/{delivery.uuid}").text


def test_an_empty_list_is_said(dock: Dock, district: District) -> None:
    delivery = dock.deliver(dock.order(3))
    assert paste(dock, delivery, " \n ")[0] == 422
