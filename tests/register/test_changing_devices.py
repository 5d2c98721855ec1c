"""An IDM registers, corrects, moves and retags from the asset's page; the ledger tells it all."""

import pytest
from sqlalchemy import select

from app import clock
from app.db import db
from app.domain import losses, register
from app.models import Asset, Event
from tests.conftest import Visits
from tests.district import District


def actions(district: District, tag: str) -> list[str]:
    query = select(Event.action).where(Event.asset_id == district.asset(tag).id).order_by(Event.number)
    return list(db.session.scalars(query))


def test_a_new_device_is_registered_where_it_stands(visit: Visits, district: District) -> None:
    form = {
        "tag": "A7000", "serial": "PF7000", "model_name": "Latitude 3140", "maker": "Dell", "category": "Laptop",
        "room": str(district.room("204").uuid), "cost": "412.50", "purchased_on": "2026-08-01",
        "funding_source": "Title I", "fain": "S010A250005", "federal_share": "100",
    }  # fmt: skip
    answer = visit("ivy").post("/assets", data=form)
    asset = district.asset("A7000")
    assert answer.headers["Location"] == f"/assets/{asset.uuid}"
    assert (asset.state, asset.room, asset.cost_cents) == ("deployed", district.room("204"), 41250)
    assert asset.funding_source is not None
    assert asset.funding_source.fain == "S010A250005"
    assert district.faults() == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"tag": "A1001", "model_name": "X"}, "already belongs to another device"),
        ({"tag": "B2001", "model_name": "X"}, "already belongs to another device"),
        ({"tag": "A7001"}, "Choose a model"),
        ({"tag": "A7001", "model_name": "X", "cost": "twelve"}, "cannot be read"),
        ({"tag": "A7001", "model_name": "X", "purchased_on": "31/02/2026"}, "cannot be read"),
        ({"tag": "A7001", "model_name": "X", "cost": "-3"}, "cannot be read"),
        ({"tag": "A7001", "model_name": "X", "purchased_on": "0206-08-01"}, "cannot be read"),
    ],
)
def test_what_cannot_be_registered_is_said_and_the_form_is_kept(
    visit: Visits, district: District, form: dict[str, str], words: str
) -> None:
    answer = visit("ivy").post("/assets", data=form | {"supplier": "Kept Supplier"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert "Kept Supplier" in page
    assert db.session.scalar(select(Asset.id).where(Asset.tag == "A7001")) is None


def test_nothing_is_registered_in_a_room_that_was_closed_meanwhile(visit: Visits, district: District) -> None:
    room = district.room("205")
    room.closed_at = clock.now()
    db.session.commit()
    form = {"tag": "A7001", "model_name": "X", "room": str(room.uuid)}
    answer = visit("ivy").post("/assets", data=form)
    assert answer.status_code == 422
    assert "Room 205 is closed" in answer.get_data(as_text=True)


def test_moving_is_told_in_the_story(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    ivy.post(f"/assets/{asset}/move", data={"room": str(district.room("STO").uuid)})
    assert district.asset("A1001").state == "in_stock"
    page = ivy.get(f"/assets/{asset}").get_data(as_text=True)
    assert "Room 204 → Storage" in page
    assert "Ivy Delgado" in page
    assert actions(district, "A1001") == ["registered", "moved"]


def test_moving_twice_by_a_double_tap_is_one_move(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    for _ in range(2):
        assert (
            ivy.post(f"/assets/{asset}/move", data={"room": str(district.room("205").uuid)}).status_code
            == 303
        )
    assert actions(district, "A1001") == ["registered", "moved"]


def test_a_device_is_not_moved_to_another_school(visit: Visits, district: District) -> None:
    asset = district.asset("A1001").uuid
    assert (
        visit("ivy").post(f"/assets/{asset}/move", data={"room": str(district.room("L1").uuid)}).status_code
        == 404
    )
    answer = visit("ian").post(f"/assets/{asset}/move", data={"room": str(district.room("L1").uuid)})
    assert answer.status_code == 409
    assert "transferred, not moved" in answer.get_data(as_text=True)
    assert actions(district, "A1001") == ["registered"]


def test_what_somebody_holds_is_not_moved(visit: Visits, district: District) -> None:
    asset = district.asset("A1030").uuid
    answer = visit("ivy").post(f"/assets/{asset}/move", data={"room": str(district.room("204").uuid)})
    assert answer.status_code == 409
    assert "Check it in" in answer.get_data(as_text=True)


def test_what_its_manages_is_moved_by_its_alone(visit: Visits, district: District) -> None:
    """Policy: REG-1, ORG-5."""
    register.correct(district.asset("A1001"), district.act("ian"), managed_by="its")
    db.session.commit()
    asset, room = district.asset("A1001").uuid, {"room": str(district.room("205").uuid)}
    assert visit("ivy").post(f"/assets/{asset}/move", data=room).status_code == 409
    assert visit("ian").post(f"/assets/{asset}/move", data=room).status_code == 303


def test_what_is_lost_is_not_moved_from_a_desk(visit: Visits, district: District) -> None:
    losses.report(district.asset("A1001"), "lost", district.act())
    db.session.commit()
    asset = district.asset("A1001").uuid
    assert (
        visit("ivy").post(f"/assets/{asset}/move", data={"room": str(district.room("205").uuid)}).status_code
        == 409
    )


def test_the_old_tag_still_finds_the_device(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    ivy.post(f"/assets/{asset}/tag", data={"tag": "A8001"})
    for code in ("A1001", "A8001"):
        assert str(asset) in ivy.get(f"/scan/resolve?code={code}").get_data(as_text=True)
    taken = ivy.post(f"/assets/{asset}/tag", data={"tag": "A1002"})
    assert taken.status_code == 409
    assert "A1002" in taken.get_data(as_text=True)


def test_two_devices_with_one_code_are_offered_to_choose_from(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    for tag in ("A1001", "A1002"):
        ivy.post(f"/assets/{district.asset(tag).uuid}/codes", data={"code": "OLD-77"})
    page = ivy.get("/scan/resolve?code=OLD-77").get_data(as_text=True)
    assert str(district.asset("A1001").uuid) in page
    assert str(district.asset("A1002").uuid) in page


def test_correcting_says_what_it_said_before(visit: Visits, district: District) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001")
    form = {"model": str(asset.model.uuid), "serial": "PF-NEW", "notes": "screen replaced", "ecf": "1"}
    ivy.post(f"/assets/{asset.uuid}/edit", data=form)
    corrected = district.asset("A1001")
    assert (corrected.serial, corrected.notes, corrected.ecf) == ("PF-NEW", "screen replaced", True)
    assert str(asset.uuid) in ivy.get("/scan/resolve?code=PF-NEW").get_data(as_text=True)
    ivy.post(f"/assets/{asset.uuid}/edit", data=form)
    assert actions(district, "A1001") == ["registered", "corrected"]
    assert district.faults() == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("\u200b\u2060", "Nothing of this code can be seen"), ("A" * 50_000, "too long for a code")],
)
def test_a_code_that_nobody_could_look_up_is_refused(
    visit: Visits, district: District, code: str, words: str
) -> None:
    ivy, asset = visit("ivy"), district.asset("A1001").uuid
    described = {"model_name": "X", "category": "Laptop"}
    for address, form in (
        ("/assets", described | {"tag": code}),
        ("/assets", described | {"tag": "A7002", "serial": code[:2000]}),
        (f"/assets/{asset}/edit", {"model": str(district.asset("A1001").model.uuid), "serial": code[:2000]}),
        (f"/assets/{asset}/tag", {"tag": code}),
        (f"/assets/{asset}/codes", {"code": code}),
    ):
        answer = ivy.post(address, data=form)
        assert answer.status_code in (409, 422), address
        assert words in answer.get_data(as_text=True), address
    assert actions(district, "A1001") == ["registered"]
    assert db.session.scalar(select(Asset.id).where(Asset.tag == "A7002")) is None


def test_a_cart_keeps_the_slots_that_are_filled(visit: Visits, district: District) -> None:
    ivy, cart = visit("ivy"), district.asset("C1")
    form = {"model": str(cart.model.uuid)}
    for slots in ("", "1"):
        answer = ivy.post(f"/assets/{cart.uuid}/edit", data=form | {"slots": slots})
        assert answer.status_code == 422
        assert "still holds devices (2) in its slots" in answer.get_data(as_text=True)
    assert ivy.post(f"/assets/{cart.uuid}/edit", data=form | {"slots": "2"}).status_code == 303
    assert district.asset("C1").slots == 2


@pytest.mark.parametrize("before", ["0", "-1", str(10**30), "9" * 400, "one"])
def test_a_page_of_the_story_that_is_not_there_is_no_fault(
    visit: Visits, district: District, before: str
) -> None:
    answer = visit("ivy").get(f"/assets/{district.asset('A1001').uuid}?before={before}")
    assert answer.status_code == 200
