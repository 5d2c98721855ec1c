"""The doors of people."""

from tests.access.doors.door import Door

DOORS: dict[str, Door] = {
    "roster.people": Door("GET", lambda t: f"/people?site={t.site}"),
    "roster.person": Door("GET", lambda t: f"/people/{t.person}"),
}
