"""Every page of the product, with a district to show on it: full, and with nothing in it yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select
from werkzeug.serving import make_server

from app import create_app
from app.db import begin_writing, db
from app.domain import access, demonstration, directory
from app.domain.access import hash_password
from app.domain.directory import SiteDetails
from app.models import Asset, Audit, Import, Person, Room, User

DEMO_PASSWORD = "rollcall-demo"
ROLES = ("idm", "teacher", "principal", "finance", "technician", "region", "its", "auditor")


@dataclass(frozen=True)
class Page:
    """A page by name, with the address where it is shown."""

    name: str
    path: str


@contextmanager
def full(folder: Path) -> Iterator[tuple[Flask, str, list[Page]]]:
    """The demonstration district, served; its address and its pages."""
    app = made(folder)
    with app.app_context():
        begin_writing()
        demonstration.load(strength="cheap")
        db.session.commit()
        pages = pages_of_the_demonstration()
    with serving(app) as address:
        yield app, address, pages


@contextmanager
def empty(folder: Path) -> Iterator[tuple[Flask, str, list[Page]]]:
    """A school on its first day: an IDM, and nothing else."""
    app = made(folder)
    with app.app_context():
        begin_writing()
        site, _ = directory.put_site(SiteDetails("8217", "Escuela Secundaria Bilingüe Doctora María Guadalupe Sepúlveda"))
        directory.add_room(site, code="1", name="Aula de ciencias y laboratorio de computación, edificio norte")
        idm = User(email="idm@demo.test", name="María Fernanda Castellanos-Villaseñor")
        idm.password_hash = hash_password(DEMO_PASSWORD, "cheap")
        db.session.add(idm)
        access.grant(idm, "idm", site=site)
        db.session.commit()
        room = db.session.scalars(select(Room.uuid)).one()
    pages = [*PLACES, Page("room", f"/rooms/{room}"), Page("count", f"/rooms/{room}/count")]
    with serving(app) as address:
        yield app, address, pages


PLACES = [
    Page("rooms", "/rooms"),
    Page("rooms-counted", "/rooms?show=counted"),
    Page("scan", "/scan"),
    Page("scan-unknown", "/scan?code=NOBODY-1"),
    Page("people", "/people"),
    Page("attention", "/attention"),
    Page("more", "/more"),
    Page("sites", "/sites"),
    Page("devices", "/assets"),
    Page("devices-nothing", "/assets?q=nothing-like-it"),
    Page("new-device", "/assets/new"),
    Page("new-room", "/rooms/new"),
    Page("labels", "/labels"),
    Page("imports", "/imports"),
    Page("counts", "/audits"),
    Page("nothing-here", "/nothing"),
]


def pages_of_the_demonstration() -> list[Page]:
    """The places, and one of each thing that has a page of its own."""
    idm = db.session.scalars(select(User).where(User.email == "idm@demo.test")).one()
    site_id = idm.grants[0].site_id
    found = list(PLACES)
    room = db.session.scalars(
        select(Room).join(Asset, Asset.room_id == Room.id).where(Room.site_id == site_id).order_by(Room.name)
    ).first()
    assets = select(Asset).where(Asset.site_id == site_id, Asset.tag.is_not(None)).order_by(Asset.tag)
    for name, query in {
        "device": assets.where(Asset.state == "deployed", Asset.room_id.is_not(None)),
        "device-held": assets.where(Asset.state == "checked_out"),
        "device-lost": assets.where(Asset.state == "lost"),
        "device-cart": assets.where(Asset.slots.is_not(None)),
    }.items():
        if asset := db.session.scalars(query.limit(1)).first():
            found.append(Page(name, f"/assets/{asset.uuid}"))
            if name == "device":
                found += [Page("device-edit", f"/assets/{asset.uuid}/edit"), Page("scan-known", f"/scan?code={asset.tag}")]
    if room:
        found += [Page("room", f"/rooms/{room.uuid}"), Page("count", f"/rooms/{room.uuid}/count")]
    audits = select(Audit).where(Audit.site_id == site_id).order_by(Audit.id)
    if finished := db.session.scalars(audits.where(Audit.finished_at.is_not(None))).first():
        found.append(Page("audit", f"/audits/{finished.uuid}"))
    if counting := db.session.scalars(audits.where(Audit.finished_at.is_(None))).first():
        found.append(Page("count-open", f"/rooms/{counting.room.uuid}/count"))
        found.append(Page("difference", f"/audits/{counting.uuid}/difference"))
    holder = select(Person).join(Asset, Asset.holder_id == Person.id).where(Person.site_id == site_id)
    if person := db.session.scalars(holder.order_by(Person.id)).first():
        found.append(Page("person", f"/people/{person.uuid}"))
    if run := db.session.scalars(select(Import).limit(1)).first():
        found.append(Page("import", f"/imports/{run.uuid}"))
    return found


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
        thread.join()
        server.server_close()
