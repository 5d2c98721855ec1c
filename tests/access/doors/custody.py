"""The doors of carts and the desk."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "custody.carts": Door("GET", lambda t: f"/carts?site={t.site}"),
    "custody.cart": Door("GET", lambda t: f"/carts/{t.cart}"),
    "custody.confirm": Door("POST", lambda t: f"/carts/{t.cart}/checks"),
    "custody.settle": Door(
        "POST", lambda t: f"/carts/differences/{t.slot_check}", more=form(how="looked_at")
    ),
    "custody.checkout": Door("GET", "/checkout", of_a_site=False),
    "custody.checkin": Door("GET", "/checkin", of_a_site=False),
    "custody.replace": Door("GET", "/replace", of_a_site=False),
    "custody.meaning": Door("GET", lambda t: f"/desk/meaning?code={t.tag}", of_a_site=False),
}
