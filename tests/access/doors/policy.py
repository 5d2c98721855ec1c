"""The doors of the district's rules."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "policy.rules": Door("GET", "/rules", of_a_site=False),
    "policy.rule": Door("GET", "/rules/ownership", of_a_site=False),
    "policy.change": Door(
        "POST",
        "/rules/spot_checks",
        of_a_site=False,
        more=form(value="12", since="2026-12-01", why="The auditors asked for it."),
    ),
}
