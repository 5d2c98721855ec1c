"""The doors of the desk."""

from tests.access.doors.door import Door

DOORS: dict[str, Door] = {
    "custody.checkout": Door("GET", "/checkout", of_a_site=False),
    "custody.checkin": Door("GET", "/checkin", of_a_site=False),
    "custody.replace": Door("GET", "/replace", of_a_site=False),
    "custody.meaning": Door("GET", lambda t: f"/desk/meaning?code={t.tag}", of_a_site=False),
    "custody.whose": Door("GET", "/desk/whose", of_a_site=False),
    "custody.begin_here": Door(
        "POST", "/desk/begin", of_a_site=False, more=lambda _: {"data": {"way": "checkin", "begin": "1"}}
    ),
    "custody.class_sets": Door("GET", lambda t: f"/checkout/classes?site={t.site}"),
    "custody.class_set": Door("GET", lambda t: f"/checkout/classes/{t.school_class}"),
    "custody.homeroom_set": Door("GET", lambda t: f"/checkout/homerooms/{t.room}"),
}
