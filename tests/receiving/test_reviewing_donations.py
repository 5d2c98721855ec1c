"""What is given waits for ITS; accepted it is received as any delivery, refused it never comes in. RCV-3."""

import re
from typing import Any

from sqlalchemy import func, select

from app.db import db, uuid7
from app.models import Asset, Delivery, Donation
from tests.conftest import Visits
from tests.district import District
from tests.receiving.dock import Dock, card_of

YES = {"meets_standards": "1", "can_be_updated": "1", "can_be_managed": "1"}


def offer(dock: Dock, **more: Any) -> Donation:
    form = {
        "site": "8217", "giver": "Rosewood Foundation", "offered_on": "2026-10-01", "quantity": "2",
        "model": str(dock.model().uuid), "cost": "180", "condition": "good", **more,
    }  # fmt: skip
    assert dock.visitor.post("/donations", data=form).status_code == 303
    return db.session.scalars(select(Donation).order_by(Donation.id.desc())).first()  # type: ignore[return-value]


def test_a_second_tap_offers_nothing_twice(dock: Dock, district: District, visit: Visits) -> None:
    """The same form leads to the same donation; another school's name for one is of no use."""
    [name] = re.findall(r'name="form" value="([^"]+)"', dock.visitor.get("/donations/new").text)
    assert [str(offer(dock, form=name).uuid), str(offer(dock, form=name, giver="Anybody").uuid)] == [
        name,
        name,
    ]
    assert [str(one.giver) for one in db.session.scalars(select(Donation))] == ["Rosewood Foundation"]
    assert str(offer(dock, form="no name at all").uuid) != name
    theirs = {"site": "8729", "giver": "Nobody", "offered_on": "2026-10-01", "quantity": "2", "form": name}
    lola = visit("lola").post("/donations", data=theirs | {"model": str(dock.model().uuid)})
    assert (lola.status_code, "Rosewood" in lola.text) == (409, False)
    unsent = str(uuid7())
    refused = dock.visitor.post("/donations", data={"site": "8217", "form": unsent})
    assert refused.status_code == 422
    assert f'name="form" value="{unsent}"' in refused.text


def test_a_donation_is_registered_only_after_its_review(
    dock: Dock, district: District, visit: Visits
) -> None:
    gift, ian = offer(dock), visit("ian")
    assert "Waits for ITS" in dock.visitor.get("/donations").text
    assert "1 waits for your review" in ian.get("/attention").text
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
    assert dock.visitor.post(f"/donations/{gift.uuid}/accept", data=YES).status_code == 403
    answer = ian.post(f"/donations/{gift.uuid}/accept", data=YES | {"can_be_managed": ""})
    assert (answer.status_code, "All three" in answer.text) == (422, True)
    assert ian.post(f"/donations/{gift.uuid}/accept", data=YES).status_code == 303
    delivery = db.session.scalars(select(Delivery)).one()
    assert (str(delivery.received_on), str(delivery.due_on)) == ("2026-10-14", "2026-10-19")
    assert card_of(dock.take_in(delivery, "F9FXGIFT1", "A1050")) == "here"
    asset = district.asset("A1050")
    assert (asset.supplier, asset.condition, asset.cost_cents, asset.state) == (
        "Rosewood Foundation", "good", 18000, "in_stock"
    )  # fmt: skip
    assert ian.post(f"/donations/{gift.uuid}/accept", data=YES).status_code == 409
    assert district.faults() == []


def test_a_refusal_says_why_and_nothing_is_delivered(dock: Dock, district: District, visit: Visits) -> None:
    gift, ian, before = offer(dock), visit("ian"), db.session.scalar(select(func.count()).select_from(Asset))
    answer = ian.post(f"/donations/{gift.uuid}/refuse", data={"reason": " "})
    assert (answer.status_code, "Say why" in answer.text) == (422, True)
    assert (
        ian.post(f"/donations/{gift.uuid}/refuse", data={"reason": "No security patches."}).status_code == 303
    )
    assert "No security patches." in dock.visitor.get(f"/donations/{gift.uuid}").text
    assert ian.post(f"/donations/{gift.uuid}/accept", data=YES).status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
    assert db.session.scalar(select(func.count()).select_from(Asset)) == before


def test_a_donation_says_from_whom_and_what(dock: Dock, district: District) -> None:
    form = {"site": "8217", "giver": "A parent", "offered_on": "2026-10-01"}
    line = {"model": str(dock.model().uuid), "quantity": "1"}
    for wrong in ({"giver": ""}, {"model": ""}, {"quantity": "0"}, {"offered_on": "then"}):
        assert dock.visitor.post("/donations", data=form | line | wrong).status_code == 422, wrong
    assert dock.visitor.post("/donations", data=form | line | {"site": "8729"}).status_code == 404


def test_another_school_s_donation_is_not_there(dock: Dock, district: District, visit: Visits) -> None:
    gift = offer(dock)
    assert visit("lola").get(f"/donations/{gift.uuid}").status_code == 404
    assert "Rosewood" not in visit("lola").get("/donations").text
