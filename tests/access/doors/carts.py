"""The doors of carts."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "carts.carts": Door("GET", lambda t: f"/carts?site={t.site}"),
    "carts.export": Door("GET", lambda t: f"/carts.csv?site={t.site}"),
    "carts.checks": Door("GET", lambda t: f"/carts/{t.cart}/checks"),
    "carts.check": Door("GET", lambda t: f"/carts/checks/{t.cart_check}"),
    "carts.cart": Door("GET", lambda t: f"/carts/{t.cart}"),
    "carts.confirm": Door("POST", lambda t: f"/carts/{t.cart}/checks"),
    "carts.load_as_seen": Door("POST", lambda t: f"/carts/differences/{t.slot_check}/load"),
    "carts.report_missing": Door("POST", lambda t: f"/carts/differences/{t.slot_check}/lost"),
    "carts.report_damaged": Door("POST", lambda t: f"/carts/differences/{t.slot_check}/damaged"),
    "carts.see_to": Door("POST", lambda t: f"/carts/differences/{t.slot_check}/seen-to"),
    "carts.loading": Door("GET", lambda t: f"/carts/{t.cart}/load"),
    "carts.load": Door("POST", lambda t: f"/carts/{t.cart}/slots", more=form(code="MENU-7")),
    "carts.take_out": Door("POST", lambda t: f"/carts/{t.cart}/slots/{t.asset}/out"),
    "carts.undo_load": Door("POST", lambda t: f"/carts/{t.cart}/slots/{t.asset}/undo"),
    "carts.check_out": Door("POST", lambda t: f"/carts/{t.cart}/checkout", more=form(person="")),
    "carts.check_in": Door("POST", lambda t: f"/carts/{t.cart}/checkin"),
}
