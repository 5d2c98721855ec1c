"""What a count left open is settled by one or two taps of its kind; the row keeps who and when. Policy: CERT-2."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.domain import losses, repairs
from app.models import Attachment, Discrepancy, Event, Sighting
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.fixture
def left_open(phone: NewPhone, district: District) -> dict[str, Discrepancy]:
    """Room 204 as Ivy counted it: one of its own, two of 205's, one found, a strange code, and the rest missing."""
    with at_a_desk():
        losses.report(district.asset("A1020"), "lost", district.act())
    ivy = phone("ivy")
    codes = ("A1001", "A1011", "A1012", "A1020", "X-7781")
    ivy.sends(*(ivy.sees("204", code) for code in codes), ivy.finishes("204"))
    return {each.code or str(each.asset): each for each in db.session.scalars(select(Discrepancy))}


def test_what_is_missing_is_seen_explained_or_reported(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    jonas = visit("jonas")
    assert jonas.post(at(left_open["A1002"], "seen")).status_code == 303
    assert jonas.post(at(left_open["A1003"], "absence"), data={"reason": "with_repair"}).status_code == 303
    assert jonas.post(at(left_open["A1004"], "absence"), data={"reason": "dreamt"}).status_code == 400
    with at_a_desk():
        losses.report(district.asset("A1004"), "stolen", district.act("jonas"))
    ended = {tag: how(left_open[tag]) for tag in ("A1002", "A1003", "A1004", "A1005")}
    assert ended == {"A1002": "no_longer_so", "A1003": "no_longer_so", "A1004": "reported", "A1005": None}
    told = visit("ivy").get(
        f"/audits/{left_open['A1002'].audit.uuid}", headers={"Accept": "application/json"}
    )
    assert told.json
    assert (told.json["seen"], told.json["late"]) == (2, 1)
    assert [one["reason"] for one in told.json["absent"]] == ["with_repair"]
    seen = db.session.scalars(select(Sighting).where(Sighting.code == "A1002")).one()
    assert (seen.method, seen.late, seen.by.name) == ("seen", True, "Jonas Reyes")
    page = jonas.get(at(left_open["A1004"])).text
    assert "Settled by Jonas Reyes" in page
    assert "reported lost or stolen" in page
    # Settled a moment ago, and not to be set aside: both are said.
    assert jonas.post(at(left_open["A1002"], "seen")).status_code == 409
    assert jonas.post(at(left_open["A1005"], "set-aside"), data={"note": "no"}).status_code == 409


def test_what_belongs_elsewhere_is_moved_at_once(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, audit = visit("ivy"), left_open["A1011"].audit
    assert "Move all of them here" in ivy.get(f"/audits/{audit.uuid}").text
    with at_a_desk():
        losses.report(district.asset("A1012"), "lost", district.act())
    assert ivy.post(f"/audits/{audit.uuid}/move-all-here").status_code == 303
    assert "1 device was moved here. 1 may not be moved." in ivy.get("/attention").text
    assert (how(left_open["A1011"]), how(left_open["A1012"])) == ("moved_here", None)
    assert district.asset("A1011").room == district.room("204")


def test_what_was_found_is_noted_all_at_once(left_open: dict[str, Discrepancy], visit: Visits) -> None:
    ivy = visit("ivy")
    assert visit("tess").post("/attention/found").status_code == 403
    assert visit("lola").post("/attention/found").status_code == 303
    assert how(left_open["A1020"]) is None
    assert ivy.post("/attention/found", data={"site": "8217"}).status_code == 303
    assert how(left_open["A1020"]) == "acknowledged"
    assert "1 noted." in ivy.get("/attention").text


def test_a_code_nobody_knew_is_registered_with_its_photo(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, strange = visit("ivy"), left_open["X-7781"]
    photo = Attachment(
        site_id=strange.site_id, title="X-7781", media_type="image/jpeg", sha256="0" * 64, size=3, data=b"abc",
        added_at=strange.made_at, added_by_id=district.user("ivy").id,
    )  # fmt: skip
    assert strange.sighting
    strange.sighting.photo = photo
    db.session.commit()
    model = district.asset("A1001").model
    page = ivy.get(at(strange)).text
    assert f"model={model.uuid}" in page
    form = {"tag": "X-7781", "model": str(model.uuid), "room": str(district.room("204").uuid)}
    assert ivy.post("/assets?site=8217", data=form).status_code == 303
    assert how(strange) == "registered"
    assert district.asset("X-7781").id == photo.asset_id


def test_it_may_be_another_code_of_a_device_we_have(
    left_open: dict[str, Discrepancy], visit: Visits, district: District
) -> None:
    ivy, strange = visit("ivy"), left_open["X-7781"]
    for typed in ("", "NOBODYS", "B2001"):
        answer = ivy.post(at(strange, "code"), data={"device": typed})
        assert (answer.status_code, "No device of your sites bears this." in answer.text) == (422, True)
    assert ivy.post(at(strange, "code"), data={"device": "a1002"}).status_code == 303
    assert how(strange) == "code_added"
    asset = district.asset("A1002")
    told = select(Event.action).where(Event.asset_id == asset.id).order_by(Event.number.desc()).limit(2)
    assert db.session.scalars(told).all() == ["sighted", "identified"], "whoever saw the code saw the device"


def test_a_typing_error_is_set_aside_with_a_word(left_open: dict[str, Discrepancy], visit: Visits) -> None:
    ivy, strange = visit("ivy"), left_open["X-7781"]
    assert ivy.post(at(strange, "set-aside"), data={"note": " "}).status_code == 409
    assert visit("tess").post(at(strange, "set-aside"), data={"note": "x"}).status_code == 403
    assert visit("lola").post(at(strange, "set-aside"), data={"note": "x"}).status_code == 404
    assert ivy.post(at(strange, "set-aside"), data={"note": "I typed X for A."}).status_code == 303
    page = ivy.get(at(strange)).text
    assert "I typed X for A." in page
    assert "Settled by Ivy Delgado" in page
    db.session.refresh(strange)
    strange.note = None
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_difference_ends_in_no_other_way(left_open: dict[str, Discrepancy]) -> None:
    strange = left_open["X-7781"]
    for columns in (
        {"settled_how": "somehow"},
        {"settled_how": "acknowledged"},
        {"settled_at": strange.made_at},
    ):
        for name, value in columns.items():
            setattr(strange, name, value)
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()


def at(discrepancy: Discrepancy, way: str = "") -> str:
    return f"/discrepancies/{discrepancy.uuid}/{way}".rstrip("/")


def how(discrepancy: Discrepancy) -> str | None:
    db.session.rollback()
    db.session.refresh(discrepancy)
    return discrepancy.settled_how


def test_what_is_back_from_repair_belongs_to_the_room_it_was_seen_in(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    with at_a_desk():
        for tag in ("A1011", "A1012"):
            repairs.send_out(district.asset(tag), district.act())
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.sees("204", "A1012"), ivy.finishes("204"))
    query = select(Discrepancy).where(Discrepancy.kind == "conflicting_state")
    back, away = sorted(db.session.scalars(query), key=lambda each: str(each.asset))
    assert "the register says: In repair" in visit("ivy").get("/attention").text
    assert "It is back here" in visit("ivy").get(at(back)).text
    assert visit("tess").post(at(back, "back")).status_code in (403, 404)
    assert visit("ivy").post(at(back, "back")).status_code == 303
    assert (how(back), how(away)) == ("back_from_repair", None)
    asset = district.asset("A1011")
    assert (asset.state, asset.room) == ("deployed", district.room("204"))
    visit("ivy").post(at(away, "set-aside"), data={"note": "Still in repair"})
    assert (how(away), district.asset("A1012").state) == ("set_aside", "in_repair")


def test_what_is_not_in_repair_does_not_come_back_from_it(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    with at_a_desk():
        repairs.send_out(district.asset("A1011"), district.act())
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "A1011"), ivy.finishes("204"))
    [left] = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "conflicting_state"))
    with at_a_desk():
        losses.report(district.asset("A1011"), "stolen", district.act())
    page = visit("ivy").get(at(left)).text
    assert "If you stand before it now, it is found" in page
    assert "It is fixed" not in page
    assert visit("ivy").post(at(left, "back")).status_code == 409


def test_another_school_s_device_names_the_school_and_whom_to_call(phone: NewPhone, visit: Visits) -> None:
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "B2001"), ivy.finishes("204"))
    [left] = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "other_site"))
    assert "belongs to Lincoln High" in visit("ivy").get("/attention").text
    page = visit("ivy").get(at(left)).text
    assert "Call Lincoln High" in page
    assert "/transfers/new" not in page
    assert "/transfers/new?tags=B2001" in visit("ian").get(at(left)).text


def test_no_reason_is_chosen_for_anybody(left_open: dict[str, Discrepancy], visit: Visits) -> None:
    ivy = visit("ivy")
    assert '<option value="" selected>' in ivy.get(at(left_open["A1002"])).text
    assert ivy.post(at(left_open["A1002"], "absence"), data={"reason": ""}).status_code == 400
    assert "not seen when Room 204 was counted" in ivy.get("/attention").text
