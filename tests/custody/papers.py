"""Devices that have papers: whose they are, who signs for them, and the link that goes home."""

from io import BytesIO

from sqlalchemy import select

from app.db import db
from app.domain import custody
from app.models import Checkout, Person
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import at_a_desk


def checkout_of(district: District, tag: str) -> Checkout:
    query = select(Checkout).where(Checkout.asset_id == district.asset(tag).id, Checkout.ended_at.is_(None))
    return db.session.scalars(query).one()


def a_homeroom_of_three(district: District) -> None:
    """Two more students of Sam's homeroom, each with a device, and a teacher with one."""
    with at_a_desk():
        room, site, act = district.room("205"), district.site(district.marshall), district.act()
        for number, (name, kind, tag) in enumerate(
            (("Amaya", "student", "A1001"), ("Ben", "student", "A1002"), ("Cleo", "staff", "A1003"))
        ):
            person = Person(site_id=site.id, kind=kind, given_name=name, family_name="Reed", badge=f"70001{number}",
                            homeroom_id=room.id)  # fmt: skip
            db.session.add(person)
            db.session.flush()
            custody.check_out(district.asset(tag), person, act)


def make_link(visit: Visits, district: District, tag: str = "A1030") -> str:
    """The path of a new link, as Ivy's page shows it."""
    ivy, address = visit("ivy"), f"/checkouts/{checkout_of(district, tag).uuid}"
    assert ivy.post(f"{address}/link").status_code == 303
    shown = ivy.get(address).text.partition('readonly value="')[2].partition('"')[0]
    assert "<svg" in ivy.get(address).text
    return shown.partition("http://localhost")[2]


def sign(visitor: Visitor, district: District, mark: bytes | None = None, **form: str) -> int:
    files = {"mark": (BytesIO(mark), "mark.png", "image/png")} if mark is not None else {}
    address = f"/checkouts/{checkout_of(district, 'A1030').uuid}/sign"
    return visitor.post(address, data=form | files).status_code
