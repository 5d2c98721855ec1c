"""The district the tests tell of: two schools, their rooms, their devices, and the people who deal with them.

Marshall Middle (location 8217) is where things happen; Lincoln High (8729) is the other school, whose things
nobody of Marshall may see. Both lie in region North.
"""

import hashlib
import json
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import begin_writing, db
from app.domain import access, carts, custody, directory, ledger, register
from app.domain.access import hash_password
from app.domain.directory import SiteDetails
from app.domain.ledger import Act
from app.models import Asset, Person, Room, Site, User

PASSWORD = "correct horse battery"
PEOPLE = {
    "ivy": ("Ivy Delgado", "idm", "marshall"),
    "jonas": ("Jonas Reyes", "idm", "marshall"),
    "tess": ("Tess Rivera", "teacher", "marshall"),
    "paul": ("Paul Marshall", "principal", "marshall"),
    "fay": ("Fay Olsen", "finance", "marshall"),
    "tom": ("Tom Okafor", "technician", "marshall"),
    "ada": ("Ada Winters", "auditor", "marshall"),
    "rhea": ("Rhea Stone", "region", "north"),
    "ian": ("Ian Cho", "its", "district"),
    "lola": ("Lola Vance", "idm", "lincoln"),
    "leo": ("Leo Park", "region", "south"),
}


@dataclass
class District:
    """Names of what was built; rooms and assets are read afresh, because tests look at them after requests."""

    marshall: str = "8217"
    lincoln: str = "8729"

    @classmethod
    def built(cls) -> "District":
        begin_writing()
        marshall, _ = directory.put_site(SiteDetails("8217", "Marshall Middle", region="North"))
        lincoln, _ = directory.put_site(SiteDetails("8729", "Lincoln High", region="North"))
        directory.put_site(SiteDetails("9001", "South Office", kind="office", region="South"))
        for code, name, kind in (
            ("204", "Room 204", "classroom"),
            ("205", "Room 205", "classroom"),
            ("LIB", "Library", "library"),
            ("STO", "Storage", "storage"),
        ):
            directory.add_room(marshall, code=code, name=name, kind=kind)
        directory.add_room(lincoln, code="L1", name="Secret Lab", kind="lab")
        _people(marshall, lincoln)
        _devices(marshall, lincoln)
        db.session.commit()
        return cls()

    def site(self, code: str) -> Site:
        return db.session.scalars(select(Site).where(Site.code == code)).one()

    def room(self, code: str) -> Room:
        return db.session.scalars(select(Room).where(Room.code == code)).one()

    def asset(self, tag: str) -> Asset:
        """The asset as it stands in the database now."""
        query = select(Asset).where(Asset.tag == tag).execution_options(populate_existing=True)
        return db.session.scalars(query).one()

    def user(self, name: str) -> User:
        return db.session.scalars(select(User).where(User.email == f"{name}@marshall.test")).one()

    def act(self, name: str = "ivy", via: str = "page") -> Act:
        return Act.now(self.user(name), via)

    def faults(self) -> list[str]:
        """What `flask verify` would say."""
        db.session.rollback()
        return [f"{fault.asset} {fault.number}: {fault.what}" for fault in ledger.verify()]


def _people(marshall: Site, lincoln: Site) -> None:
    places: dict[str, dict[str, Any]] = {
        "marshall": {"site": marshall},
        "lincoln": {"site": lincoln},
        "north": {"region": marshall.region},
        "south": {"region": directory.region_named("South")},
        "district": {},
    }
    for key, (name, role, place) in PEOPLE.items():
        user = User(email=f"{key}@marshall.test", name=name, password_hash=hash_password(PASSWORD, "cheap"))
        db.session.add(user)
        access.grant(user, role, **places[place])
    homeroom = db.session.scalars(select(Room).where(Room.code == "205")).one()
    db.session.add_all(
        [
            Person(site_id=marshall.id, kind="student", given_name="Sam", family_name="Nguyen", badge="700001",
                   external_id="s-1", homeroom_id=homeroom.id),
            Person(site_id=lincoln.id, kind="student", given_name="Zora", family_name="Hidden", badge="700099",
                   external_id="s-99"),
        ]
    )  # fmt: skip
    db.session.flush()


def _devices(marshall: Site, lincoln: Site) -> None:
    """Room 204: A1001 to A1005 and cart C1 with A1006, A1007 in it. Room 205: A1011, A1012. Storage: A1020.

    Sam Nguyen (homeroom 205) holds A1030. Lincoln's Secret Lab: B2001, B2002, and B2003 held by Zora Hidden.
    """
    act = Act.now(None, "command")
    laptop = register.model_named("300e Gen 4", maker="Lenovo", number="82W3", category="Laptop")
    trolley = register.model_named("Core X", maker="Bretford", category="Cart")
    rooms = {room.code: room for room in db.session.scalars(select(Room))}

    def put(site: Site, room: str | None, *tags: str) -> list[Asset]:
        where = rooms[room] if room else None
        return [
            register.register(site, room=where, model=laptop, act=act, tag=tag, serial=f"PF{tag}")
            for tag in tags
        ]

    put(marshall, "204", "A1001", "A1002", "A1003", "A1004", "A1005")
    cart = register.register(marshall, room=rooms["204"], model=trolley, act=act, tag="C1", slots=36)
    for slot, asset in enumerate(put(marshall, "STO", "A1006", "A1007"), start=1):
        carts.load(cart, asset, slot, act)
    put(marshall, "205", "A1011", "A1012")
    put(marshall, "STO", "A1020", "A1030")
    put(lincoln, "L1", "B2001", "B2002", "B2003")
    people = {person.family_name: person for person in db.session.scalars(select(Person))}
    assets = {asset.tag: asset for asset in db.session.scalars(select(Asset))}
    custody.check_out(assets["A1030"], people["Nguyen"], act)
    custody.check_out(assets["B2003"], people["Hidden"], act)


class Visitor:
    """A browser of a person: our own pages send the headers that our own pages send."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/sign-in", data={"email": email, "password": password})

    def get(self, url: str, **more: Any) -> TestResponse:
        return self._ask("GET", url, **more)

    def post(self, url: str, **more: Any) -> TestResponse:
        headers = {"Sec-Fetch-Site": "same-origin"} | more.pop("headers", {})
        return self._ask("POST", url, headers=headers, **more)

    def bare_post(self, url: str, **more: Any) -> TestResponse:
        """A POST with no header but those given: what a stranger's page would send."""
        return self._ask("POST", url, **more)

    def cookie(self) -> str:
        """The session as the browser keeps it."""
        cookie = self.client.get_cookie("rollcall")
        assert cookie is not None
        return cookie.value

    def set_cookie(self, value: str) -> None:
        self.client.set_cookie("rollcall", value)

    def _ask(self, method: str, url: str, **more: Any) -> TestResponse:
        """A request has a session of its own; the test's own one starts afresh and sees what the request left."""
        if has_app_context():
            db.session.rollback()
        answer = Context().run(self.client.open, url, **({"buffered": True} | more | {"method": method}))
        answer.request.environ["wsgi.input"].close()
        return answer

    def sync(self, envelope: Any) -> TestResponse:
        return self.post(
            "/sync", data=json.dumps(envelope), content_type="application/json", headers={"X-Rollcall": "1"}
        )

    def sync_operations(self, *bodies: dict[str, Any]) -> dict[str, Any]:
        """Send operations as a phone freezes them; what was answered."""
        frozen = [json.dumps(body) for body in bodies]
        operations = [{"body": text, "sha256": hashlib.sha256(text.encode()).hexdigest()} for text in frozen]
        last = max((body["seq"] for body in bodies), default=0)
        envelope = {
            "sent_at": None,
            "server_epoch": None,
            "last_seq": last,
            "first_kept": 1,
            "operations": operations,
        }
        answer = self.sync(envelope)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told: dict[str, Any] = answer.get_json()
        return told

    def audit(self, uuid: UUID | str) -> dict[str, Any]:
        answer = self.get(f"/audits/{uuid}", headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.status_code
        told: dict[str, Any] = answer.get_json()
        return told
