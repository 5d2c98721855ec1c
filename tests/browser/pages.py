"""Every page of the product, with a district to show on it: full, and with nothing in it yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Select, select
from werkzeug.serving import make_server

from app import create_app
from app.db import begin_writing, db
from app.domain import access, demonstration, directory
from app.domain.access import hash_password
from app.domain.directory import SiteDetails
from app.models import Asset, Audit, CartCheck, Certification, Discrepancy, Person, Room, User
from tests.at_once import ended
from tests.browser.managed_pages import managed_pages
from tests.browser.paper_pages import paper_pages
from tests.browser.phones_in_trouble import phones_in_trouble
from tests.browser.places import PLACES, Page
from tests.browser.received import receiving_pages
from tests.browser.roster_pages import roster_pages
from tests.browser.travelling_pages import travelling_pages
from tests.district import Visitor

DEMO_PASSWORD = "rollcall-demo"
ROLES = ("idm", "teacher", "principal", "finance", "technician", "region", "its", "auditor")
LEFT_OPEN = ("missing", "unregistered", "elsewhere")
LISTS = {
    "import-columns": "Barcode,Make,Kit,Corner,Bought on\nN1,Lenovo,300e,Room 204,2024-05-06\n",
    "import-preview": "tag,model,room_name,cost\nN2,300e,Room 204,$272.00\nN3,300e,Room 399,1.292\nn2,300e,,\n",
    "import-done": "tag,model,room_name,cost\nN4,300e,Room 204,$272.00\nn4,300e,,\nN5,300e,Room 204,a lot\n",
}


@contextmanager
def full(folder: Path) -> Iterator[tuple[Flask, str, list[Page]]]:
    """The demonstration district, served; its address and its pages."""
    app, pages = full_district(folder)
    with serving(app) as address:
        yield app, address, pages


@contextmanager
def empty(folder: Path) -> Iterator[tuple[Flask, str, list[Page]]]:
    """A school on its first day, served."""
    app, pages = empty_district(folder)
    with serving(app) as address:
        yield app, address, pages


def full_district(folder: Path) -> tuple[Flask, list[Page]]:
    """The demonstration district, with lists on their way in; and its pages."""
    app = made(folder)
    with app.app_context():
        begin_writing()
        demonstration.load(strength="cheap")
        db.session.commit()
        pages = pages_of_the_demonstration()
    troubles = phones_in_trouble(app, DEMO_PASSWORD)
    return app, [*pages, *imports(app), *(Page(name, path) for name, path in troubles.items())]


def empty_district(folder: Path) -> tuple[Flask, list[Page]]:
    """A school on its first day: an IDM, ITS, a room, long names, and nothing else; and its pages."""
    app = made(folder)
    with app.app_context():
        begin_writing()
        site, _ = directory.put_site(
            SiteDetails("8217", "Escuela Secundaria Bilingüe Doctora María Guadalupe Sepúlveda")
        )
        directory.add_room(
            site, code="1", name="Aula de ciencias y laboratorio de computación, edificio norte"
        )
        for role, name in (("idm", "María Fernanda Castellanos-Villaseñor"), ("its", "Priya Raman")):
            user = User(email=f"{role}@demo.test", name=name)
            user.password_hash = hash_password(DEMO_PASSWORD, "cheap")
            db.session.add(user)
            access.grant(user, role, site=site if role == "idm" else None)
        db.session.commit()
        room = db.session.scalars(select(Room.uuid)).one()
    return app, [*PLACES, Page("room", f"/rooms/{room}"), Page("count", f"/rooms/{room}/count")]


def pages_of_the_demonstration() -> list[Page]:
    """The places, and one of each thing that has a page of its own."""
    idm = db.session.scalars(select(User).where(User.email == "idm@demo.test")).one()
    site = idm.grants[0].site_id
    assets = select(Asset).where(Asset.site_id == site, Asset.tag.is_not(None)).order_by(Asset.tag)
    device = _first(assets.where(Asset.state == "deployed", Asset.room_id.is_not(None)))
    in_room = select(Room).join(Asset, Asset.room_id == Room.id).where(Room.site_id == site)
    room = _first(in_room.order_by(Room.name))
    audits = select(Audit).where(Audit.site_id == site).order_by(Audit.id)
    counted = _first(audits.where(Audit.finished_at.is_not(None)))
    counting = _first(audits.where(Audit.finished_at.is_(None)))
    holders = select(Person).join(Asset, Asset.holder_id == Person.id).where(Person.site_id == site)
    homerooms = select(Room).join(Person, Person.homeroom_id == Room.id).where(Person.kind == "student")
    certifying = _first(select(Certification).where(Certification.site_id == site))
    return [
        *PLACES,
        *certification_pages(certifying.uuid),
        Page("cycles-of-a-year", f"/cycles/{certifying.cycle.uuid}", "its"),
        *managed_pages(site),
        *paper_pages(site),
        *receiving_pages(certifying.site_id),
        *travelling_pages(certifying.site_id),
        Page("device", f"/assets/{device.uuid}"),
        Page("device-edit", f"/assets/{device.uuid}/edit"),
        Page("scan-known", f"/scan?code={device.tag}"),
        Page("device-held", f"/assets/{_first(assets.where(Asset.state == 'checked_out')).uuid}"),
        Page("device-lost", f"/assets/{_first(assets.where(Asset.state == 'lost')).uuid}"),
        Page("device-cart", f"/assets/{_first(assets.where(Asset.slots.is_not(None))).uuid}"),
        Page("cart", f"/carts/{_first(assets.where(Asset.slots.is_not(None))).uuid}"),
        Page("cart-checks", f"/carts/{_first(select(CartCheck)).cart.uuid}/checks"),
        Page("cart-check", f"/carts/checks/{_first(select(CartCheck)).uuid}"),
        Page("cart-load", f"/carts/{_first(assets.where(Asset.slots.is_not(None))).uuid}/load"),
        Page("class-set", f"/checkout/homerooms/{_first(homerooms.where(Room.site_id == site)).uuid}"),
        Page("room", f"/rooms/{room.uuid}"),
        Page("count", f"/rooms/{room.uuid}/count"),
        Page("count-open", f"/rooms/{counting.room.uuid}/count"),
        Page("difference", f"/audits/{counting.uuid}/difference"),
        Page("audit", f"/audits/{counted.uuid}"),
        Page("moves", f"/audits/{_left_open(site, 'elsewhere').audit.uuid}/move-all-here"),
        Page("person", f"/people/{_first(holders.order_by(Person.id)).uuid}"),
        *(Page(f"difference-{kind}", f"/discrepancies/{_left_open(site, kind).uuid}") for kind in LEFT_OPEN),
    ]


def _left_open(site: int | None, kind: str) -> Discrepancy:
    found: Discrepancy = _first(
        select(Discrepancy).where(Discrepancy.site_id == site, Discrepancy.kind == kind)
    )
    return found


def certification_pages(uuid: UUID) -> list[Page]:
    """What hangs on a certification."""
    address = f"/certifications/{uuid}"
    return [
        Page(f"certification-{name}", f"{address}/{name}")
        for name in ("left", "shares", "review", "spot-checks")
    ]


def imports(app: Flask) -> list[Page]:
    """A list whose columns have to be explained, one that was looked through, and one that is in."""
    idm = Visitor(app.test_client())
    idm.sign_in("idm@demo.test", DEMO_PASSWORD)
    pages = []
    for name, text in LISTS.items():
        sent = (BytesIO(text.encode()), "list.csv", "text/csv")
        address = idm.post("/imports", data={"site": "8217", "file": sent}).location
        if name == "import-done":
            idm.post(f"{address}/run")
        pages.append(Page(name, address))
    return [*pages, *roster_pages(idm)]


def _first(query: Select[Any]) -> Any:
    return db.session.scalars(query.limit(1)).one()


def made(folder: Path) -> Flask:
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(
        {
            "TESTING": True,
            "INSTANCE": str(folder),
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'rollcall.db'}",
            "SECRET_KEY": "for pictures alone",
            "ROLLCALL_FILES": str(folder / "files"),
            "ROLLCALL_JOBS_AT_ONCE": True,
            "ROLLCALL_PASSWORDS": "cheap",
        }
    )
    with app.app_context():
        upgrade()
    return app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        ended([thread])
        server.server_close()
