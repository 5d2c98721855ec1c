"""The doors of what is asked for."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "requests.requests": Door("GET", "/requests", of_a_site=False),
    "requests.show": Door("GET", lambda t: f"/requests/{t.wish}"),
    "requests.ask": Door("POST", lambda t: f"/assets/{t.asset}/requests", more=form(kind="salvage")),
    "requests.read": Door("POST", lambda t: f"/requests/{t.wish}/read"),
    "requests.withdraw": Door("POST", lambda t: f"/requests/{t.wish}/withdraw"),
    "requests.decline": Door("POST", lambda t: f"/requests/{t.wish}/decline", more=form(word="")),
    "requests.carry_out": Door("POST", lambda t: f"/requests/{t.wish}/carry-out"),
}
