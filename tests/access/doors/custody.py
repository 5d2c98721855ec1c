"""The doors of the desk."""

from tests.access.doors.door import Door

DOORS: dict[str, Door] = {
    "custody.checkout": Door("GET", "/checkout", of_a_site=False),
    "custody.checkin": Door("GET", "/checkin", of_a_site=False),
    "custody.replace": Door("GET", "/replace", of_a_site=False),
    "custody.meaning": Door("GET", lambda t: f"/desk/meaning?code={t.tag}", of_a_site=False),
}
