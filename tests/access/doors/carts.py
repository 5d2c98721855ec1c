"""The doors of carts."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "carts.carts": Door("GET", lambda t: f"/carts?site={t.site}"),
    "carts.cart": Door("GET", lambda t: f"/carts/{t.cart}"),
    "carts.confirm": Door("POST", lambda t: f"/carts/{t.cart}/checks"),
    "carts.settle": Door("POST", lambda t: f"/carts/differences/{t.slot_check}", more=form(how="looked_at")),
}
