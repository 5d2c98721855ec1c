"""Where a list says devices stand and who has them; what a list may not decide."""

import itertools

import pytest
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import directory, losses
from app.models import Asset, Checkout, Event, Identifier, Person, Room
from app.models.register.asset import STATES
from tests.conftest import Visits
from tests.district import District
from tests.importing.conftest import Bring, counts, newest, on_line, upload

HERE = ("--site", "8217")


def story(asset: Asset) -> list[str]:
    query = select(Event.action).where(Event.asset_id == asset.id).order_by(Event.number)
    return list(db.session.scalars(query))


def test_new_rooms_are_opened_once(district: District, bring: Bring) -> None:
    told = bring(
        "tag,model,room_name\nN1,300e,Room 204\nN2,300e,204\nN3,300e,Supply Closet\nN4,300e,supply  closet\n",
        *HERE,
    )
    assert counts(told) == (4, 4, 0, 0)
    assert {tag: str(district.asset(tag).room) for tag in ("N1", "N2", "N3", "N4")} == {
        "N1": "Room 204",
        "N2": "Room 204",
        "N3": "Supply Closet",
        "N4": "Supply Closet",
    }
    assert [district.asset(tag).state for tag in ("N1", "N3")] == ["deployed", "in_stock"]
    query = select(Room.kind).where(Room.name == "Supply Closet")
    assert list(db.session.scalars(query)) == ["storage"]


def test_rooms_of_one_name_are_told_apart_by_their_codes(district: District, bring: Bring) -> None:
    bring("tag,model,room_code,room_name\nN1,300e,S1,Storage\nN2,300e,S2,Storage\n", *HERE)
    rooms = [district.asset(tag).room for tag in ("N1", "N2")]
    assert [room.code for room in rooms if room] == ["S1", "S2"]


def test_a_device_moves_when_the_list_says_another_room(district: District, bring: Bring) -> None:
    assert counts(bring("tag,room_name\nA1001,Library\n", *HERE)) == (1, 1, 0, 0)
    laptop = district.asset("A1001")
    assert (str(laptop.room), laptop.state, story(laptop)) == ("Library", "deployed", ["registered", "moved"])
    assert counts(bring("tag,room_name\nA1001,Library\n", *HERE)) == (1, 0, 0, 0)
    assert district.faults() == []


def test_nothing_is_placed_in_a_closed_room(district: District, bring: Bring) -> None:
    begin_writing()
    directory.close_room(district.room("LIB"))
    db.session.commit()
    told = bring("tag,room_name\nA1001,Library\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 0, 1, 0), ["room_closed"])


def test_a_holder_on_the_roster_is_found_by_any_number(district: District, bring: Bring) -> None:
    rows = "N1,,700001,,\nN2,,s-1,,\nN3,,,Sam Nguyen,\nN4,,,,sam.nguyen@students.test\nN5,,X-9,Sam Nguyen,\n"
    bring("tag,model,holder_id,holder_name,holder_email\n" + rows, *HERE)
    holders = [district.asset(tag).holder for tag in ("N1", "N2", "N3", "N4", "N5")]
    sam = db.session.scalars(select(Person).where(Person.badge == "700001")).one()
    assert holders[:3] == [sam, sam, sam]
    # An address nobody has, and another number under the same name, are other people.
    assert [str(holder) for holder in holders[3:]] == ["sam.nguyen", "Sam Nguyen"]
    assert sam not in holders[3:]
    assert len(list(db.session.scalars(select(Checkout).where(Checkout.ended_at.is_(None))))) == 7
    assert counts(bring("tag,model,holder_id,holder_name,holder_email\n" + rows, *HERE)) == (5, 0, 0, 0)
    assert district.faults() == []


def test_new_holders_are_students_unless_the_list_says_staff(district: District, bring: Bring) -> None:
    bring("Asset Tag,Device,Employee Number,Employee Name\nN1,300e,E7,Ruth Park\n", *HERE)
    bring("tag,model,holder_id,holder_name,role\nN2,300e,S7,Ana Ruiz,\nN3,300e,T7,Ben Ott,Teacher\n", *HERE)
    kinds = {tag: holder.kind for tag in ("N1", "N2", "N3") if (holder := district.asset(tag).holder)}
    assert kinds == {"N1": "staff", "N2": "student", "N3": "staff"}


def test_a_device_goes_from_one_holder_to_the_next(district: District, bring: Bring) -> None:
    told = bring("tag,state,holder_id,holder_name\nA1030,checked_out,700002,Ana Ruiz\n", *HERE)
    assert counts(told) == (1, 1, 0, 0)
    tablet = district.asset("A1030")
    assert str(tablet.holder) == "Ana Ruiz"
    assert story(tablet) == ["registered", "checked_out", "checked_in", "checked_out"]
    query = select(Checkout.ended_at.is_(None)).where(Checkout.asset_id == tablet.id).order_by(Checkout.id)
    assert list(db.session.scalars(query)) == [False, True]
    assert district.faults() == []


def test_a_device_that_somebody_has_is_not_placed_by_the_way(district: District, bring: Bring) -> None:
    told = bring("tag,room_name\nA1030,Library\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 0, 1, 0), ["still_checked_out"])
    told = bring("tag,state,room_name\nA1030,in_stock,Storage\n", *HERE)
    assert (counts(told), district.asset("A1030").state) == ((1, 1, 0, 0), "in_stock")
    assert district.faults() == []


def test_checked_out_to_nobody_is_in_stock_and_said(district: District, bring: Bring) -> None:
    told = bring("tag,model,state\nN1,300e,checked_out\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["checked_out_to_nobody"])
    assert district.asset("N1").state == "in_stock"


def test_two_of_one_name_and_nobody_is_given_the_device(district: District, bring: Bring) -> None:
    bring("tag,model,holder_id,holder_name\nN1,300e,1,Kim Lee\nN2,300e,2,Kim Lee\n", *HERE)
    told = bring("tag,model,holder_name\nN3,300e,Kim Lee\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["holder_ambiguous"])
    assert district.asset("N3").state == "in_stock"


def test_another_schools_student_is_nobody_one_knows(district: District, visit: Visits) -> None:
    """Ivy's list bears the number of a student of Lincoln: she learns nothing of her, and no device of ours is hers."""
    ivy = visit("ivy")
    page = upload(ivy, "tag,model,holder_id,holder_name\nN1,300e,s-99,Somebody Else\n").location
    ivy.post(f"{page}/run")
    holder = district.asset("N1").holder
    assert (str(holder), holder.site.code if holder else None) == ("Somebody Else", "8217")
    assert newest().warned == 0


def test_a_list_finds_nothing_that_was_lost(district: District, bring: Bring) -> None:
    """A list has no time of its own: only who sees the device knows that it is back."""
    begin_writing()
    losses.report(district.asset("A1001"), "stolen", district.act())
    db.session.commit()
    told = bring("tag,room_name\nA1001,Library\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 0, 1, 0), ["place_not_taken"])
    told = bring("tag,state,condition\nA1001,deployed,worn\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["state_not_taken"])
    assert (district.asset("A1001").state, district.asset("A1001").condition) == ("stolen", "worn")


def test_a_list_ends_no_devices_life(district: District, bring: Bring) -> None:
    """Policy: DIS-2, DIS-3."""
    told = bring("tag,state\nA1001,disposed\nA1002,lost\nA1003,salvage\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((3, 2, 1, 0), ["state_not_taken"])
    assert [district.asset(tag).state for tag in ("A1001", "A1002", "A1003")] == [
        "deployed",
        "lost",
        "salvage",
    ]


def test_what_its_manages_only_its_changes(district: District, visit: Visits, bring: Bring) -> None:
    """Policy: REG-1, ORG-5."""
    bring("tag,model,category,managed_by,room_name\nN1,AP-505,Network equipment,its,Library\n", *HERE)
    rows = "tag,managed_by,room_name,condition\nN1,site,Storage,worn\n"
    for name, where in (("ivy", ("its", "Library")), ("ian", ("site", "Storage"))):
        visitor = visit(name)
        visitor.post(f"{upload(visitor, rows).location}/run")
        switch = district.asset("N1")
        assert (switch.managed_by, str(switch.room), switch.condition) == (*where, "worn")


def test_a_cart_is_filled_wherever_it_stands_in_the_list(district: District, bring: Bring) -> None:
    rows = "N1,300e,K9,1,,\nA1001,,K9,2,,\nK9,Core X,,,36,Library\nN3,300e,C1,3,,\n"
    rows += "N4,300e,None Such,,,Library\nN5,300e,A1002,,,\n"
    told = bring("tag,model,cart,slot,slots,room_name\n" + rows, *HERE)
    assert counts(told) == (6, 6, 2, 0)
    assert (on_line(told, 6), on_line(told, 7)) == (["cart_unknown"], ["not_a_cart"])
    for tag, cart, slot in (("N1", "K9", 1), ("A1001", "K9", 2), ("N3", "C1", 3)):
        asset = district.asset(tag)
        assert (str(asset.cart), asset.slot, asset.room, asset.state) == (cart, slot, None, "deployed")
    assert str(district.asset("N4").room) == "Library"
    assert counts(bring("tag,model,cart,slot,slots,room_name\n" + rows, *HERE)) == (6, 0, 2, 0)
    assert district.faults() == []


def test_a_device_in_a_cart_stands_where_its_cart_does(district: District, bring: Bring) -> None:
    assert counts(bring("tag,room_name\nA1006,Room 204\n", *HERE)) == (1, 0, 0, 0)
    assert counts(bring("tag,room_name\nA1006,Library\n", *HERE)) == (1, 1, 0, 0)
    assert (str(district.asset("A1006").room), district.asset("A1006").cart) == ("Library", None)


def test_every_code_of_a_list_finds_its_device(district: District, bring: Bring) -> None:
    header = "tag,serial,more_serials,former_tags,other_codes,wireless_mac,model\n"
    row = "N1,S1,S1-B; S1-C,OLD7,RF 77,aabb.ccdd.eeff,300e\n"
    assert counts(bring(header + row, *HERE)) == (1, 1, 0, 0)
    assert counts(bring(header + row, *HERE)) == (1, 0, 0, 0)
    codes = select(Identifier.kind, Identifier.key).join(Asset).where(Asset.tag == "N1")
    assert {*db.session.execute(codes.order_by(Identifier.kind)).all()} == {
        ("tag", "N1"),
        ("serial", "S1"),
        ("serial", "S1-B"),
        ("serial", "S1-C"),
        ("former_tag", "OLD7"),
        ("other", "RF77"),
        ("mac", "AABBCCDDEEFF"),
    }
    assert counts(bring("tag,other_codes\nN1,RF 78\n", *HERE)) == (1, 1, 0, 0)
    assert counts(bring("tag,serial\nN1,S2\n", *HERE)) == (1, 1, 1, 0)
    kept = list(db.session.scalars(select(Identifier.code).join(Asset).where(Asset.tag == "N1")))
    assert {"S2", "S1-B", "RF 77", "RF 78"} <= {*kept}
    assert "S1" not in kept
    assert district.faults() == []


# What a list may say: a device that was registered in error is none that anybody lists.
LISTED = tuple(state for state in STATES if state != "void")


@pytest.mark.parametrize("state", LISTED)
def test_whatever_state_a_list_says_the_register_stays_consistent(
    district: District, bring: Bring, state: str
) -> None:
    """Devices of every state, each asked to go to every state, with and without a holder, a room and a cart."""
    if state == "checked_out":
        begun = "tag,model,state,holder_id\n" + "".join(f"N{at},300e,{state},{at}\n" for at in range(104))
    else:
        begun = "tag,model,state\n" + "".join(f"N{at},300e,{state}\n" for at in range(104))
    assert counts(bring(begun, *HERE))[:2] == (104, 104)
    asked = itertools.product(LISTED, ("", "700001"), ("", "Library"), ("", "C1"))
    rows = "".join(f"N{at},{','.join(row)}\n" for at, row in enumerate(asked))
    told = bring("tag,state,holder_id,room_name,cart\n" + rows, *HERE)
    assert (told["accepted"], told["refused"]) == (104, 0)
    assert district.faults() == []
    assert bring("tag,state,holder_id,room_name,cart\n" + rows, *HERE)["changed"] == 0
