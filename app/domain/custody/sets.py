"""Class sets: the devices that the students of a homeroom or of a class have. Policy: CUS-1."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.models import Asset, AssetModel, Checkout, Enrollment, Person, Room, SchoolClass

MOST = 400


def homerooms(site_id: int) -> list[tuple[Room, int]]:
    """The homerooms of a site whose students have devices, and how many."""
    count = func.count(Checkout.id)
    query = (
        select(Room, count)
        .join(Person, Person.homeroom_id == Room.id)
        .join(Checkout, Checkout.person_id == Person.id)
        .where(Room.site_id == site_id, Checkout.ended_at.is_(None), Person.kind == "student")
        .group_by(Room.id)
        .order_by(Room.name, Room.id)
    )
    return [(room, number) for room, number in db.session.execute(query)]


def classes(site_id: int) -> list[tuple[SchoolClass, int]]:
    """The classes of a site whose students have devices, and how many."""
    count = func.count(Checkout.id)
    query = (
        select(SchoolClass, count)
        .join(Enrollment, Enrollment.class_id == SchoolClass.id)
        .join(Checkout, Checkout.person_id == Enrollment.person_id)
        .where(SchoolClass.site_id == site_id, SchoolClass.ended_at.is_(None), Checkout.ended_at.is_(None))
        .where(Enrollment.role == "student", Enrollment.holds(clock.day()))
        .group_by(SchoolClass.id)
        .order_by(SchoolClass.title, SchoolClass.id)
    )
    return [(each, number) for each, number in db.session.execute(query)]


def checkouts_in(of: Room | SchoolClass) -> list[Checkout]:
    """The open checkouts of a homeroom's or a class's students, by name; at most MOST."""
    query = open_checkouts(of.site_id)
    if isinstance(of, Room):
        query = query.where(Person.homeroom_id == of.id, Person.kind == "student")
    else:
        enrolled = select(Enrollment.person_id).where(
            Enrollment.class_id == of.id, Enrollment.role == "student", Enrollment.holds(clock.day())
        )
        query = query.where(Person.id.in_(enrolled))
    return list(db.session.scalars(query.limit(MOST)))


def open_checkouts(site_id: int) -> Select[Checkout]:
    """The open checkouts of a site's devices with holder and device, by the holder's name."""
    person = joinedload(Checkout.person).joinedload(Person.homeroom)
    asset = joinedload(Checkout.asset)
    return (
        select(Checkout)
        .join(Checkout.asset)
        .join(Checkout.person)
        .where(Asset.site_id == site_id, Checkout.ended_at.is_(None))
        .order_by(Person.family_name, Person.given_name, Checkout.id)
        .options(
            person,
            asset.joinedload(Asset.site),
            asset.joinedload(Asset.model).joinedload(AssetModel.category),
        )
    )
