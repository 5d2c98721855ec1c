"""A roster that was brought in, and somebody who has to give a device back, at one of the two schools."""

from typing import Any

from app.clock import now
from app.db import db, uuid7
from app.models import Collection, Import, Person, Site, User


def rostered(site: Site, by: User, person: Person) -> dict[str, Any]:
    """The names that their addresses need."""
    run = Import(
        uuid=uuid7(), site_id=site.id, kind="roster", filename="roster.zip", state="done", columns={}
    )
    run.report, run.began_at, run.by_id = {}, now(), by.id
    owed = Collection(uuid=uuid7(), site_id=site.id, person_id=person.id, why="left", since=now())
    db.session.add_all([run, owed])
    db.session.flush()
    return {"roster_run": run.uuid, "collection": owed.uuid}
