"""What somebody might send who means ill, or whose phone is wrong: a clear answer, and nobody else is harmed."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import custody
from app.models import Asset, Operation, Person
from tests.conftest import FixedClock, Visits
from tests.district import PASSWORD, District, Visitor


def sight(
    visitor: Visitor, district: District, who: str, captured_at: str, **payload: object
) -> dict[str, object]:
    body = {
        "op_id": str(uuid4()), "v": 1, "device_id": str(uuid4()), "seq": 1,
        "actor_id": str(district.user(who).uuid), "kind": "audit.sight", "captured_at": captured_at,
        "base_version": None,
        "payload": {
            "audit": str(uuid4()), "room": str(district.room("204").uuid), "code": "A1001", "asset": None,
            "method": "camera",
        } | payload,
    }  # fmt: skip
    told: dict[str, object] = visitor.sync_operations(body)["results"][0]
    return told


@pytest.mark.parametrize("target", ["//[", "//\u2100x", "/\n//evil.test", "/rooms\r\nX: 1", "http://["])
def test_a_broken_address_leads_to_the_start(visit: Visits, target: str) -> None:
    form = {"email": "ivy@marshall.test", "password": PASSWORD, "next": target}
    assert visit(None).post("/sign-in", data=form).headers["Location"] == "/"


def test_a_broken_referrer_does_no_harm(visit: Visits, district: District) -> None:
    answer = visit("ivy").post("/rooms", data={"code": ""}, headers={"Referer": "http://["})
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize("cost", ["NaN", "sNaN", "-NaN", "Infinity", "1e99"])
def test_a_cost_that_is_no_number_is_refused(visit: Visits, district: District, cost: str) -> None:
    answer = visit("ivy").post("/assets", data={"tag": "A7000", "model_name": "X", "cost": cost})
    assert answer.status_code == 422


def test_one_network_address_written_twice_is_one_code(visit: Visits, district: District) -> None:
    asset = district.asset("A1001")
    form = {"model": str(asset.model.uuid), "wired_mac": "AA:BB:CC:DD:EE:FF", "wireless_mac": "aabbccddeeff"}
    assert visit("ivy").post(f"/assets/{asset.uuid}/edit", data=form).status_code == 303
    assert district.faults() == []


@pytest.mark.parametrize(
    "path", ["/assets?q=%00", "/sites?after=%00", "/people?q=a%00b", "/t/%00", "/rooms?site=%00"]
)
def test_a_nul_is_not_taken(visit: Visits, path: str) -> None:
    assert visit("ivy").get(path).status_code == 400


def test_a_nul_in_a_form_is_not_taken(visit: Visits, district: District) -> None:
    assert visit(None).sign_in("ivy\0@marshall.test").status_code == 400
    answer = visit("ivy").post(f"/assets/{district.asset('A1001').uuid}/tag", data={"tag": "A\x001"})
    assert answer.status_code == 400


def test_a_strangers_form_is_small(visit: Visits) -> None:
    assert visit(None).post("/language", data={"language": "x" * 100_000}).status_code == 413


def test_a_phone_from_1970_breaks_no_page(visit: Visits, district: District) -> None:
    ivy = visit("ivy")
    told = sight(ivy, district, "ivy", "1970-01-01T00:00:00Z")
    assert told["outcome"] == "applied"
    for path in ("/assets", "/audits", "/rooms", f"/assets/{district.asset('A1001').uuid}"):
        assert ivy.get(path).status_code == 200, path


def test_a_count_left_open_ends_with_its_fiscal_year(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: CERT-1."""
    fixed_clock.now = datetime(2027, 5, 20, 16, 0, tzinfo=UTC)
    sight(visit("ivy"), district, "ivy", "2027-05-20T16:00:00Z")
    fixed_clock.now = datetime(2027, 8, 20, 16, 0, tzinfo=UTC)
    told = sight(visit("jonas"), district, "jonas", "2027-08-20T16:00:00Z")
    assert told["verdict"] == "here"


def test_a_stranger_leaves_nothing_on_another_schools_page(visit: Visits, district: District) -> None:
    told = sight(visit("lola"), district, "lola", "2026-10-14T16:00:00Z", code="look at me")
    assert (told["outcome"], told["reason"]) == ("rejected", "not_permitted")
    assert "look at me" not in visit("ivy").get("/attention").get_data(as_text=True)
    assert db.session.scalars(select(Operation.site_id)).all() == [district.site(district.lincoln).id]


@pytest.mark.parametrize("code", ["\ud800", "x" * 100_000, "<script>", {"a": 1}, None])
def test_a_torn_code_breaks_no_page(visit: Visits, district: District, code: object) -> None:
    ivy = visit("ivy")
    sight(ivy, district, "ivy", "2026-10-14T16:00:00Z", code=code, method="no such method")
    page = ivy.get("/attention")
    assert page.status_code == 200
    assert len(page.data) < 60_000
    assert b"<script>" not in page.data.replace(b"<script type", b"")


def test_a_name_is_told_where_the_person_is_known(visit: Visits, district: District) -> None:
    """Sam of Marshall holds a device of Lincoln: Lincoln sees a student, Marshall sees nothing of the device."""
    begin_writing()
    sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
    custody.check_out(district.asset("B2001"), sam, district.act("ian"))
    db.session.commit()
    lola, device = visit("lola"), district.asset("B2001").uuid
    for path in (f"/assets/{device}", "/assets", "/assets.csv"):
        assert "Nguyen" not in lola.get(path).get_data(as_text=True), path
    page = visit("ivy").get(f"/people/{sam.uuid}").get_data(as_text=True)
    assert "B2001" not in page
    assert "A1030" in page


def test_nothing_is_moved_or_registered_into_a_closed_room(visit: Visits, district: District) -> None:
    ivy, room = visit("ivy"), str(district.room("STO").uuid)
    for tag in ("A1020",):
        ivy.post(f"/assets/{district.asset(tag).uuid}/move", data={"room": str(district.room("204").uuid)})
    assert ivy.post(f"/rooms/{room}/close").status_code == 303
    answer = ivy.post(f"/assets/{district.asset('A1001').uuid}/move", data={"room": room})
    assert answer.status_code == 409
    assert ivy.post("/assets", data={"tag": "A7000", "model_name": "X", "room": room}).status_code == 422
    assert db.session.scalar(select(Asset.id).where(Asset.tag == "A7000")) is None


@pytest.mark.parametrize(
    "address",
    [
        f"/attention/settled?page={'9' * 30}",
        f"/calendar?site=8217&year={'9' * 30}",
        "/calendar?site=8217&year=9999",
        "/calendar?site=8217&year=-1",
        f"/sites?q={'a' * 60_000}",
    ],
    ids=["page", "year", "last_year", "no_year", "word"],
)
def test_an_address_that_asks_for_too_much_is_answered_like_any_other(visit: Visits, address: str) -> None:
    assert visit("ivy").get(address).status_code == 200
