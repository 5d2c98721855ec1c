"""The doors of what wants attention."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "insight.attention": Door("GET", "/attention", of_a_site=False),
    "insight.operation": Door("GET", lambda t: f"/attention/operations/{t.refused}"),
    "insight.settled": Door("GET", "/attention/settled", of_a_site=False),
    "insight.do_anew": Door("POST", lambda t: f"/attention/operations/{t.refused}/anew"),
    "insight.dismiss": Door(
        "POST", lambda t: f"/attention/operations/{t.refused}/dismiss", more=form(note="It stays.")
    ),
}
