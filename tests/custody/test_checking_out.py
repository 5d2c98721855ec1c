"""Whose hands a device is in, recorded the moment it changes them. Policy: CUS-2."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.db import begin_writing, db
from app.domain import carts, custody, losses, policy, register
from app.domain.carts import NotACart
from app.domain.custody import AlreadyCheckedOut, NewCheckout, UnknownCondition
from app.domain.lifecycle import NotFromThisState
from app.domain.register import StillHeld
from app.models import Asset, Checkout, Event, Person
from tests.conftest import FixedClock
from tests.district import District
from tests.phones import at_a_desk


def test_a_device_that_is_checked_out_is_its_holder_s(district: District, fixed_clock: FixedClock) -> None:
    with at_a_desk():
        custody.check_out(district.asset("A1006"), sam(), district.act(), condition="good")
    asset = district.asset("A1006")
    assert (asset.state, asset.holder, asset.room, asset.cart, asset.slot) == (
        "checked_out",
        sam(),
        None,
        None,
        None,
    )
    [checkout] = checkouts(asset)
    assert (checkout.person, checkout.began_at, checkout.ended_at) == (sam(), fixed_clock.now, None)
    assert district.faults() == []


def test_nobody_can_hold_what_somebody_holds(district: District) -> None:
    begin_anew()
    with pytest.raises(AlreadyCheckedOut):
        custody.check_out(district.asset("A1030"), zora(), district.act())
    db.session.rollback()
    assert district.asset("A1030").holder == sam()


def test_a_class_set_is_given_out_whole_or_not_at_all(district: District) -> None:
    begin_anew()
    set_of_three = [
        NewCheckout(district.asset(tag), sam(), district.act()) for tag in ("A1001", "A1002", "A1030")
    ]
    with pytest.raises(AlreadyCheckedOut):
        custody.check_out_all(set_of_three)
    assert [district.asset(tag).state for tag in ("A1001", "A1002")] == ["deployed", "deployed"]
    db.session.rollback()
    with at_a_desk():
        custody.check_out_all(
            [NewCheckout(district.asset(tag), sam(), district.act()) for tag in ("A1001", "A1002")]
        )
    assert district.faults() == []


def test_a_device_that_comes_back_stands_where_it_was_put(
    district: District, fixed_clock: FixedClock
) -> None:
    ended = fixed_clock.pass_time(days=200)
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act(), condition="worn")
    asset = district.asset("A1030")
    assert (asset.state, asset.holder, asset.room) == ("in_stock", None, district.room("STO"))
    [checkout] = checkouts(asset)
    assert (checkout.ended_at, checkout.condition_in) == (ended, "worn")
    with at_a_desk():
        custody.check_out(district.asset("A1030"), sam(), district.act())
        custody.check_in(district.asset("A1030"), district.room("205"), district.act())
    assert district.asset("A1030").state == "deployed"
    assert district.faults() == []


def test_only_a_condition_of_the_district_is_told(district: District, fixed_clock: FixedClock) -> None:
    """Dated data of the district; what a list said of the device before stays sayable."""
    with at_a_desk():
        register.correct(district.asset("A1020"), district.act(), condition="cover missing")
        policy.enter("conditions", ["fine", "cracked"], effective_on=date(2026, 11, 1), by=None)
        custody.check_out(district.asset("A1020"), sam(), district.act(), condition="cover missing")
    for word in ("cracked", "Worn", "scratched"):
        begin_anew()
        with pytest.raises(UnknownCondition):
            custody.check_in(district.asset("A1030"), district.room("STO"), district.act(), condition=word)
        with pytest.raises(UnknownCondition):
            custody.check_out_all([NewCheckout(district.asset("A1001"), sam(), district.act(), word)])
        db.session.rollback()
    fixed_clock.pass_time(days=60)
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("STO"), district.act(), condition="cracked")
    assert [each.condition_in for each in checkouts(district.asset("A1030"))] == ["cracked"]
    assert district.faults() == []


def test_what_nobody_holds_cannot_come_back(district: District) -> None:
    begin_anew()
    with pytest.raises(NotFromThisState):
        custody.check_in(district.asset("A1001"), district.room("STO"), district.act())
    db.session.rollback()


def test_a_checkout_never_ends_before_it_began(district: District, fixed_clock: FixedClock) -> None:
    """A phone heard late may say that it came back earlier than the desk wrote that it went out."""
    with at_a_desk():
        early = district.act().at(fixed_clock.now - timedelta(days=3))
        custody.check_in(district.asset("A1030"), district.room("STO"), early)
    [checkout] = checkouts(district.asset("A1030"))
    assert checkout.ended_at == checkout.began_at


def test_an_ecf_device_comes_back_to_wait_for_its(district: District) -> None:
    """Policy: DIS-4: lent by the site that holds it; once returned, only ITS changes it."""
    with at_a_desk():
        register.correct(district.asset("A1020"), district.act("ian"), ecf=True)
        custody.check_out(district.asset("A1020"), sam(), district.act())
    with at_a_desk():
        custody.check_in(district.asset("A1020"), district.room("STO"), district.act())
    asset = district.asset("A1020")
    assert (asset.state, asset.holder, asset.room) == ("returned_to_its", None, district.room("STO"))
    for again in (
        lambda: custody.check_out(district.asset("A1020"), sam(), district.act()),
        lambda: register.move(district.asset("A1020"), district.room("204"), district.act()),
        lambda: carts.load(district.asset("C1"), district.asset("A1020"), 9, district.act()),
    ):
        begin_anew()
        with pytest.raises(NotFromThisState):
            again()
        db.session.rollback()
    assert district.faults() == []


def test_what_a_student_lost_is_not_theirs_any_more(district: District) -> None:
    """Policy: LOSS-1. The report says who held it."""
    with at_a_desk():
        losses.report(district.asset("A1030"), "stolen", district.act(), note="from the bus")
    asset = district.asset("A1030")
    assert (asset.state, asset.holder, asset.room) == ("stolen", None, None)
    assert [checkout.ended_at for checkout in checkouts(asset)] != [None]
    report = db.session.scalars(select(Event).where(Event.action == "reported_stolen")).one()
    assert (report.person, report.details) == (sam(), {"note": "from the bus"})
    assert district.faults() == []


def test_what_is_held_is_not_moved(district: District) -> None:
    begin_anew()
    with pytest.raises(StillHeld):
        register.move(district.asset("A1030"), district.room("204"), district.act())
    db.session.rollback()


def test_only_a_cart_is_loaded(district: District) -> None:
    begin_anew()
    with pytest.raises(NotACart):
        carts.load(district.asset("A1001"), district.asset("A1002"), 1, district.act())
    db.session.rollback()
    with at_a_desk():
        carts.load(district.asset("C1"), district.asset("A1002"), 3, district.act())
    asset = district.asset("A1002")
    assert (asset.cart, asset.slot, asset.room) == (district.asset("C1"), 3, None)


def test_the_database_itself_knows_one_holder_at_a_time(district: District) -> None:
    twice = Checkout(asset_id=district.asset("A1030").id, person_id=zora().id, began_at=now(district))
    backwards = Checkout(asset_id=district.asset("A1001").id, person_id=sam().id, began_at=now(district))
    backwards.ended_at = now(district) - timedelta(seconds=1)
    for wrong in (twice, backwards):
        begin_anew()
        db.session.add(wrong)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def begin_anew() -> None:
    db.session.rollback()
    begin_writing()


def now(district: District) -> datetime:
    return district.act().happened_at


def checkouts(asset: Asset) -> list[Checkout]:
    return list(
        db.session.scalars(select(Checkout).where(Checkout.asset_id == asset.id).order_by(Checkout.id))
    )


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()


def zora() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Hidden")).one()
