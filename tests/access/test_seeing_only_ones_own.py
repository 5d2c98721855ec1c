"""Whatever anybody of Marshall asks for, no byte about Lincoln comes back, save that a scanned code is Lincoln's."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import db
from app.models import Asset, Attachment, Audit, AuditName, Discrepancy, Identifier, Import, Person, Room
from tests.access.doors import DOORS, Things, things_of
from tests.conftest import Visits
from tests.district import District

ASKING = ("ivy", "tess", "paul", "fay", "tom", "ada", "leo")
FIELDS = tuple(Things.__annotations__)
PARAMETERS = (
    "q",
    "code",
    "site",
    "room",
    "after",
    "before",
    "state",
    "category",
    "problem",
    "show",
    "kind",
    "next",
)
ALLOWED = "Lincoln High"


def test_no_byte_of_another_school_is_told(visit: Visits, district: District) -> None:
    ours, theirs = things_of(district, district.marshall), things_of(district, district.lincoln)
    secrets = what_lincoln_keeps()
    known = [
        *secrets,
        ALLOWED,
        "B2",
        "Zora",
        "Hidden",
        "Secret",
        "PFB",
        "L1",
        "8729",
        "%",
        "_",
        "'",
        "A1001",
        "../",
        "\0",
    ]
    sent: list[str] = []
    visitors = {name: visit(name) for name in ASKING}
    paths = st.sampled_from(sorted(DOORS)).map(lambda endpoint: (endpoint, DOORS[endpoint]))
    values = st.sampled_from(known) | st.text(max_size=12)

    @settings(max_examples=250, suppress_health_check=list(HealthCheck))
    @given(
        who=st.sampled_from(ASKING),
        door=paths,
        mixed=st.lists(st.booleans(), min_size=len(FIELDS), max_size=len(FIELDS)),
        query=st.dictionaries(st.sampled_from(PARAMETERS), values, max_size=3),
        accept=st.sampled_from(["text/html", "application/json", "*/*"]),
    )
    def asked(who: str, door: tuple[str, Any], mixed: list[bool], query: dict[str, str], accept: str) -> None:
        endpoint, asked_door = door
        things = Things(*[getattr(theirs if b else ours, f) for b, f in zip(mixed, FIELDS, strict=True)])
        path = asked_door.path if isinstance(asked_door.path, str) else asked_door.path(things)
        more = asked_door.more(things) if asked_door.more else {}
        headers = {"Accept": accept} | more.pop("headers", {})
        visitor = visitors[who]
        ask = visitor.get if asked_door.method == "GET" else visitor.post
        answer = ask(path + ("&" if "?" in path else "?") + urlencode(query), headers=headers, **more)
        sent.append(repr(more))  # a code that somebody counted stays on the list of that count
        asked_for = " ".join([path, *query.values(), *sent])
        told = answer.get_data().decode(errors="replace") + str(answer.headers)
        leaked = [secret for secret in secrets if secret in told and secret not in asked_for]
        assert leaked == [], (who, endpoint, path, query)
        assert answer.status_code < 500, (who, endpoint, path, query)

    asked()


def test_a_scanned_code_of_another_school_names_the_school_and_nothing_else(
    visit: Visits, district: District
) -> None:
    ivy = visit("ivy")
    answer = ivy.get("/scan/resolve?code=PFB2003").get_data(as_text=True).replace("PFB2003", "")
    assert ALLOWED in answer
    assert [secret for secret in what_lincoln_keeps() if secret in answer] == []


def test_a_counted_code_of_another_school_names_the_school_and_nothing_else(
    visit: Visits, district: District
) -> None:
    ivy, room = visit("ivy"), district.room("204")
    audit = str(uuid4())
    body = {
        "op_id": str(uuid4()), "v": 1, "device_id": str(uuid4()), "seq": 1,
        "actor_id": str(district.user("ivy").uuid), "kind": "audit.sight",
        "captured_at": "2026-10-14T16:00:00Z", "base_version": None,
        "payload": {"audit": audit, "room": str(room.uuid), "code": "PFB2003", "asset": None, "method": "camera"},
    }  # fmt: skip
    told = ivy.sync_operations(body)
    assert told["results"][0]["verdict"] == "other_site"
    everything = (
        json.dumps(told)
        + json.dumps(ivy.audit(audit))
        + "".join(
            ivy.get(path).get_data(as_text=True)
            for path in (
                f"/audits/{audit}",
                f"/audits/{audit}/progress",
                f"/rooms/{room.uuid}/count",
                "/attention",
            )
        )
    )
    everything = everything.replace("PFB2003", "")
    assert [secret for secret in what_lincoln_keeps() if secret in everything] == []


def what_lincoln_keeps() -> list[str]:
    """Every word and name by which something of Lincoln could be known, but for the school's own name."""
    db.session.rollback()
    site = select(Room.site_id).where(Room.code == "L1").scalar_subquery()
    secrets = {"Secret Lab", "Zora", "Hidden", "700099", "Lola"}
    for model in (Asset, Room, Person, Attachment, Discrepancy, Import):
        secrets |= {str(uuid) for uuid in db.session.scalars(select(model.uuid).where(model.site_id == site))}
    audits = select(AuditName.uuid).join(Audit).where(Audit.site_id == site)
    secrets |= {str(uuid) for uuid in db.session.scalars(audits)}
    codes = select(Identifier.code).join(Asset).where(Asset.site_id == site)
    return sorted(secrets | set(db.session.scalars(codes)))
