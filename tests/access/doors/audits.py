"""The doors of scanning and counting."""

from uuid import uuid4

from tests.access.doors.door import Door, form, picture

DOORS: dict[str, Door] = {
    "scanning.scan": Door("GET", "/scan", of_a_site=False),
    "scanning.resolve": Door("GET", lambda t: f"/scan/resolve?code={t.tag}", of_a_site=False),
    "scanning.photo": Door(
        "POST", "/scan/photo", of_a_site=False, more=lambda _: {"data": {"photo": picture()}}
    ),
    "audits.count": Door("GET", lambda t: f"/rooms/{t.room}/count"),
    "audits.next_room": Door("GET", lambda t: f"/rooms/{t.room}/next"),
    "audits.progress": Door("GET", lambda t: f"/audits/{t.audit}/progress"),
    "audits.choice": Door("GET", lambda t: f"/audits/{t.audit}/choice?code={t.tag}"),
    "audits.sight": Door(
        "POST", lambda t: f"/audits/{uuid4()}/sightings?room={t.room}", more=form(code=lambda t: t.tag)
    ),
    "audits.undo": Door("POST", lambda t: f"/audits/{t.audit}/undoings"),
    "audits.explain": Door(
        "POST",
        lambda t: f"/audits/{uuid4()}/absences?room={t.room}",
        more=form(asset=lambda t: t.asset, reason="at_home"),
    ),
    "audits.difference": Door("GET", lambda t: f"/audits/{t.audit}/difference"),
    "audits.finish": Door("POST", lambda t: f"/audits/{uuid4()}/finish?room={t.room}"),
    "audits.audits": Door("GET", lambda t: f"/audits?site={t.site}"),
    "audits.audit": Door("GET", lambda t: f"/audits/{t.audit}"),
    "audits.photograph": Door(
        "POST",
        lambda t: f"/audits/{t.audit}/photos",
        more=lambda t: {"data": {"sighting": str(t.audit), "photo": picture()}},
    ),
    "audits.move_here": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/move-here"),
}
