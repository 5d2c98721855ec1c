"""The doors of what was reported gone or harmed."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "losses.losses": Door("GET", lambda t: f"/losses?site={t.site}"),
    "losses.export": Door("GET", lambda t: f"/losses.csv?site={t.site}", answers_with_a_page=False),
    "losses.tell": Door("POST", lambda t: f"/losses/{t.loss}", more=form(police_report="26-1")),
}
