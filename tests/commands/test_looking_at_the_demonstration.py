"""The district that somebody sees first: devices with papers, carts, students, counts, and things that are wrong."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.commands.serve import ACCOUNTS, PASSWORD
from app.db import db
from app.domain import audits
from app.domain.offline import server_state
from app.models import (
    Asset,
    AssetModel,
    Audit,
    Category,
    Checkout,
    Discrepancy,
    FundingSource,
    Grant,
    Identifier,
    Person,
    Responsibility,
    Room,
    Site,
    User,
)
from tests.asking import number_of
from tests.district import Visitor


def test_two_schools_and_an_office_with_about_sixty_rooms(demonstration: Flask) -> None:
    sites = {site.name: site for site in db.session.scalars(select(Site))}
    assert list(sites) == ["Marshall Middle", "Lincoln High", "District Office"]
    assert [site.kind for site in sites.values()] == ["school", "school", "office"]
    assert [site.region and site.region.name for site in sites.values()] == ["North", "North", "Central"]
    assert 55 <= number_of(Room) <= 65
    rooms_somebody_answers_for = select(Responsibility.room_id).where(Responsibility.ended_at.is_(None))
    assert set(db.session.scalars(rooms_somebody_answers_for)) == set(db.session.scalars(select(Room.id)))


def test_every_device_has_its_papers(demonstration: Flask) -> None:
    assets = list(db.session.scalars(select(Asset)))
    assert 1_400 <= len(assets) <= 1_600
    for asset in assets:
        assert asset.cost_cents
        assert asset.purchase_order
        days = [asset.purchased_on, asset.shipped_on, asset.delivered_on, asset.warranty_until]
        assert days == sorted(filter(None, days))
        assert asset.funding_source
        assert asset.funding_source.federal == (asset.federal_share is not None)
    sources = db.session.scalars(select(FundingSource).join(Asset).distinct())
    assert {bool(source.fain) for source in sources} == {True, False}
    assert len({asset.delivered_on and asset.delivered_on.year for asset in assets}) >= 5


def test_what_its_manages_is_known_to_be_theirs(demonstration: Flask) -> None:
    rows = db.session.execute(
        select(Category.name, Asset.managed_by, Asset.ecf).join(AssetModel, AssetModel.category_id == Category.id)
        .join(Asset, Asset.model_id == AssetModel.id).distinct()
    )  # fmt: skip
    told = {name: (managed_by, ecf) for name, managed_by, ecf in rows}
    assert told["Network equipment"] == ("its", False)
    assert told["Hotspot"] == ("its", True)
    assert told["Chromebook"] == ("site", False)
    assert len(told) >= 10


def test_carts_are_loaded_slot_by_slot(demonstration: Flask) -> None:
    carts = list(db.session.scalars(select(Asset).where(Asset.slots.is_not(None))))
    assert len(carts) >= 8
    for cart in carts:
        assert cart.slots is not None
        assert 30 <= cart.slots <= 36
        assert cart.responsible
        slots = list(db.session.scalars(select(Asset.slot).where(Asset.cart_id == cart.id)))
        assert 28 <= len(slots) == len(set(slots)) <= cart.slots


def test_students_hold_devices_and_their_homerooms_expect_them(demonstration: Flask) -> None:
    students = select(Person).join(Checkout).where(Person.kind == "student", Checkout.ended_at.is_(None))
    assert number_of(students.subquery()) > 450
    room = db.session.scalars(select(Room).join(Site).where(Site.code == "8729", Room.code == "213")).one()
    expected = list(db.session.scalars(audits.expected_rows(room)))
    assert sum(asset.holder is not None and asset.holder.kind == "student" for asset in expected) >= 25
    assert number_of(select(Checkout).where(Checkout.ended_at.is_not(None)).subquery()) > 20


def test_something_is_wrong_as_it_always_is(demonstration: Flask) -> None:
    states = dict(db.session.execute(select(Asset.state, func.count()).group_by(Asset.state)).all())
    assert states.keys() >= {"checked_out", "deployed", "in_stock", "in_repair", "lost", "stolen", "salvage"}
    assert number_of(select(Asset).where(Asset.tag.is_(None)).subquery()) >= 2
    placeless = Asset.room_id.is_(None) & Asset.cart_id.is_(None) & Asset.holder_id.is_(None)
    assert number_of(select(Asset).where(placeless, Asset.state == "in_stock").subquery()) >= 2
    twins = select(Identifier.key).where(Identifier.kind == "serial").group_by(Identifier.key)
    assert number_of(twins.having(func.count() > 1).subquery()) >= 2
    assert number_of(select(Identifier).where(Identifier.kind == "former_tag").subquery()) >= 1


def test_rooms_were_counted_and_one_is_half_done(demonstration: Flask) -> None:
    finished = list(db.session.scalars(select(Audit).where(Audit.finished_at.is_not(None))))
    assert len(finished) >= 10
    settled = select(Discrepancy.kind, func.count(Discrepancy.settled_at)).group_by(Discrepancy.kind)
    kinds = dict(db.session.execute(settled).all())
    assert kinds.keys() >= {"missing", "elsewhere", "unregistered", "found", "other_site", "duplicate_code"}
    assert kinds["missing"] >= 1
    assert kinds["elsewhere"] >= 1
    [half] = db.session.scalars(select(Audit).where(Audit.finished_at.is_(None)))
    told = audits.difference(half)
    assert 0 < told.counted < len(told.expected)


def test_the_teacher_answers_for_a_room_and_its_cart(demonstration: Flask) -> None:
    maya = db.session.scalars(select(User).where(User.email == "teacher@demo.test")).one().person
    assert maya is not None
    room = db.session.scalars(
        select(Room).join(Responsibility).where(Responsibility.person_id == maya.id)
    ).one()
    cart = db.session.scalars(select(Asset).where(Asset.responsible_id == maya.id)).one()
    assert cart.room == room
    assert cart.slots == 36


@pytest.mark.parametrize("email", ACCOUNTS)
def test_every_account_signs_in_and_sees_where_to_begin(demonstration: Flask, email: str) -> None:
    visitor = Visitor(demonstration.test_client())
    assert visitor.sign_in(email, PASSWORD).status_code == 303
    assert visitor.get("/", follow_redirects=True).status_code == 200


def test_the_accounts_stand_where_their_work_is(demonstration: Flask) -> None:
    places = {
        grant.user.email.partition("@")[0]: grant.site.name
        if grant.site
        else grant.region and grant.region.name
        for grant in db.session.scalars(select(Grant).join(User, Grant.user_id == User.id))
        if grant.user.password_hash
    }
    marshall = dict.fromkeys(
        ("idm", "teacher", "principal", "finance", "technician", "auditor"), "Marshall Middle"
    )
    assert places == marshall | {"region": "North", "its": None}


def test_nobody_signs_in_with_them_where_there_is_no_demonstration(demonstration: Flask) -> None:
    server_state().demonstration = False
    db.session.commit()
    assert Visitor(demonstration.test_client()).sign_in("its@demo.test", PASSWORD).status_code == 401


@pytest.mark.parametrize("password", ["", PASSWORD, "nobody's password"])
def test_an_account_without_a_password_lets_nobody_in(demonstration: Flask, password: str) -> None:
    """Carla Mendoza counts at Lincoln High in the story; nobody is meant to be her."""
    visitor = Visitor(demonstration.test_client())
    assert visitor.sign_in("carla.mendoza@demo.test", password).status_code == 401
