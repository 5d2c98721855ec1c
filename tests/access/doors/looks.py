"""The doors of the access log."""

from tests.access.doors.door import Door

DOORS: dict[str, Door] = {
    "looks.looks": Door("GET", lambda t: f"/access-log?site={t.site}"),
    "looks.look": Door("GET", lambda t: f"/access-log/{t.look}"),
    "looks.export": Door("GET", lambda t: f"/access-log.csv?site={t.site}", answers_with_a_page=False),
}
