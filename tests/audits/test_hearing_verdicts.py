"""What a person hears about each code in a room: the first that fits, in the order that was promised."""

from collections.abc import Callable

from sqlalchemy import select

from app.db import db
from app.domain import ledger, losses, register
from app.models import Asset, Discrepancy, Sighting
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


def test_each_verdict_in_its_order(phone: NewPhone, district: District) -> None:
    lose(district, "A1005")
    ivy = phone("ivy")
    codes = (
        "A1001",
        "A1001",
        "A1005",
        "A1005",
        "B2001",
        "B2001",
        "C1",
        "A1006",
        "A1030",
        "A1011",
        "HELLO",
        "hello",
    )
    assert ivy.counts("204", *codes) == [
        "here", "already",  # stands here
        "found", "already",  # was lost
        "other_site", "already",  # Lincoln's
        "here", "here",  # the cart, and what is in it
        "held",  # Sam Nguyen's
        "elsewhere",  # belongs in 205
        "unregistered", "already",  # nobody's, however it is spelled
    ]  # fmt: skip
    assert district.faults() == []


def test_another_school_s_device_says_its_school_and_nothing_more(
    phone: NewPhone, district: District
) -> None:
    lose(district, "B2002", by="lola")
    ivy = phone("ivy")
    told = ivy.sends(*(ivy.sees("204", code) for code in ("B2001", "B2002", "B2003", "PFB2001", "B2001")))
    known = {"op_id", "sha256", "outcome", "again", "reason", "message"}
    for result in told:
        assert result.keys() - known == {"verdict", "note", "undone", "site"}
        assert (result["site"], result["note"]) == ("Lincoln High", None)
    assert "B2002" not in str(ivy.difference()["found"])


def test_what_lincoln_lost_and_marshall_sees_is_found_for_lincoln(
    phone: NewPhone, district: District
) -> None:
    """It stands in nobody's room of its own school until it is fetched."""
    lose(district, "B2002", by="lola")
    assert phone("ivy").counts("204", "B2002") == ["other_site"]
    asset = district.asset("B2002")
    assert (asset.state, asset.room_id, asset.site.code) == ("in_stock", None, district.lincoln)
    assert district.faults() == []


def test_found_takes_the_state_and_place_where_it_was_seen(phone: NewPhone, district: District) -> None:
    """Policy: LOSS-1."""
    for tag in ("A1001", "A1030"):
        lose(district, tag)
    ivy = phone("ivy")
    assert ivy.counts("STO", "A1001") == ["found"]
    assert ivy.counts("205", "A1030") == ["found"]
    assert (district.asset("A1001").state, district.asset("A1001").room) == ("in_stock", district.room("STO"))
    assert (district.asset("A1030").state, district.asset("A1030").room) == ("deployed", district.room("205"))
    assert district.asset("A1030").holder is None
    assert district.faults() == []


def test_seen_before_it_was_reported_is_not_found(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy = phone("ivy")
    early = ivy.sees("204", "A1001")
    fixed_clock.pass_time(hours=1)
    lose(district, "A1001")
    [told] = ivy.sends(early)
    assert (told["verdict"], told["note"], told["state"]) == ("elsewhere", "seen_before_report", "lost")
    assert district.asset("A1001").state == "lost"


def test_seen_again_after_the_report_it_is_found_after_all(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """Though the room had counted it before: `already` would leave a device lost that somebody holds in hand."""
    ivy = phone("ivy")
    assert ivy.counts("204", "A1001") == ["here"]
    fixed_clock.pass_time(hours=1)
    lose(district, "A1001")
    fixed_clock.pass_time(hours=1)
    assert ivy.counts("204", "A1001", "A1001") == ["found", "already"]
    assert district.asset("A1001").state == "deployed"


def test_two_devices_with_one_serial_are_told_apart_by_the_room_or_by_the_person(
    phone: NewPhone, district: District
) -> None:
    """Policy: LAW-3."""
    with at_a_desk():
        for tag in ("A1001", "A1011"):
            register.identify(district.asset(tag), "TWIN", district.act())
    chosen = str(district.asset("A1011").uuid)
    ivy = phone("ivy")
    [here] = ivy.sends(ivy.sees("204", "TWIN"))
    assert (here["tag"], here["verdict"], here["note"]) == ("A1001", "here", "several")
    [other] = ivy.sends(ivy.sees("204", "TWIN", asset=chosen))
    assert (other["tag"], other["verdict"]) == ("A1011", "elsewhere")
    assert [r["verdict"] for r in ivy.sends(ivy.sees("LIB", "TWIN"))] == ["unregistered"]
    ivy.sends(ivy.finishes("LIB"))
    kinds = db.session.scalars(select(Discrepancy.kind).where(Discrepancy.code == "TWIN"))
    assert list(kinds) == ["duplicate_code"]


def test_a_phone_that_took_a_code_for_another_device_is_looked_into(
    phone: NewPhone, district: District
) -> None:
    """A tag was given to another device since the phone took its list along: the difference goes to attention."""
    ivy = phone("ivy")
    believed = str(district.asset("A1002").uuid)
    [told] = ivy.sends(ivy.sees("204", "A1001", asset=believed))
    assert (told["verdict"], told["note"]) == ("here", "meant_another")
    ivy.sends(ivy.finishes("204"))
    kinds = db.session.scalars(
        select(Discrepancy.kind).where(Discrepancy.asset_id == district.asset("A1001").id)
    )
    assert list(kinds) == ["duplicate_code"]


def test_a_device_that_should_be_nowhere_is_a_conflicting_state(phone: NewPhone, district: District) -> None:
    with at_a_desk():
        site, model, act = district.site(district.marshall), district.asset("A1001").model, district.act()
        register.register(site, room=None, model=model, act=act, tag="A1040")
        ledger.record(district.asset("A1002"), "sent_to_repair", act, to="in_repair")
    ivy = phone("ivy")
    told = ivy.sends(ivy.sees("204", "A1002"), ivy.sees("204", "A1040"), ivy.finishes("204"))
    assert [(r["verdict"], r["note"]) for r in told[:2]] == [
        ("here", "conflicting_state"),
        ("elsewhere", "no_place"),
    ]
    open_kinds = select(Asset.tag, Discrepancy.kind).join(Asset).where(Asset.tag.in_(("A1002", "A1040")))
    assert dict(db.session.execute(open_kinds).all()) == {"A1002": "conflicting_state", "A1040": "no_place"}


def test_a_former_tag_a_serial_and_small_letters_mean_the_same_device(
    phone: NewPhone, district: District
) -> None:
    with at_a_desk():
        register.retag(district.asset("A1001"), "A2001", district.act())
    assert phone("ivy").counts("204", "A1001", "pfa1001", "a2001") == ["here", "already", "already"]


def test_a_sighting_changes_when_a_device_was_last_seen_and_nothing_else(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    before = district.asset("A1011").version
    now = fixed_clock.pass_time(minutes=1)
    ivy = phone("ivy")
    ivy.counts("204", "A1011")
    asset = district.asset("A1011")
    assert (asset.version, asset.room, asset.state) == (before, district.room("205"), "deployed")
    assert (asset.last_seen_at, asset.last_seen_room) == (now, district.room("204"))


def test_what_is_heard_late_does_not_make_a_device_last_seen_earlier(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    ivy, jonas = phone("ivy"), phone("jonas")
    early = ivy.sees("204", "A1011")
    now = fixed_clock.pass_time(hours=1)
    jonas.counts("205", "A1011")
    ivy.sends(early)
    assert (district.asset("A1011").last_seen_at, district.asset("A1011").last_seen_room) == (
        now,
        district.room("205"),
    )


def test_every_way_of_reading_a_code_is_kept(phone: NewPhone, district: District) -> None:
    ivy = phone("ivy")
    ways = ("camera", "wedge", "typed", "photo", "seen")
    ivy.sends(*(ivy.sees("204", f"A100{n}", method=way) for n, way in enumerate(ways, start=1)))
    assert list(db.session.scalars(select(Sighting.method).order_by(Sighting.id))) == list(ways)


def lose(district: District, tag: str, by: str = "ivy") -> None:
    with at_a_desk():
        losses.report(district.asset(tag), "lost", district.act(by))
