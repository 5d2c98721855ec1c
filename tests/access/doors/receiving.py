"""The doors of orders, deliveries, donations and calendars."""

from io import BytesIO

from tests.access.doors.door import Door, form, picture

YES = {"meets_standards": "1", "can_be_updated": "1", "can_be_managed": "1"}
LINE = {"model_name": "X1", "category": "Laptop", "quantity_new": "2"}

DOORS: dict[str, Door] = {
    "directory.calendar": Door("GET", lambda t: f"/calendar?site={t.site}"),
    "directory.add_days": Door(
        "POST", "/calendar", more=form(site=lambda t: t.site, kind="holiday", begins_on="2026-11-27")
    ),
    "directory.remove_days": Door("POST", lambda t: f"/calendar/days/{t.calendar_days}/remove"),
    "directory.district_calendar": Door("GET", "/calendar/district", of_a_site=False),
    "directory.add_district_days": Door(
        "POST", "/calendar/district", of_a_site=False, more=form(kind="holiday", begins_on="2026-11-27")
    ),
    "receiving.orders": Door("GET", lambda t: f"/orders?site={t.site}"),
    "receiving.order": Door("GET", lambda t: f"/orders/{t.order}"),
    "receiving.new_order": Door("GET", lambda t: f"/orders/new?site={t.site}"),
    "receiving.add_order": Door(
        "POST", "/orders",
        more=form(site=lambda t: t.site, number="PO-2", supplier="Sierra", ordered_on="2026-09-01", **LINE),
    ),
    "receiving.add_orders": Door(
        "POST", "/orders/file",
        more=lambda t: {"data": {"site": t.site, "file": (BytesIO(b"number,model,quantity\nPO-3,X1,2\n"), "o.csv")}},
    ),
    "receiving.close_order": Door("POST", lambda t: f"/orders/{t.order}/close"),
    "receiving.open_order": Door("POST", lambda t: f"/orders/{t.order}/open"),
    "receiving.deliveries": Door("GET", lambda t: f"/deliveries?site={t.site}"),
    "receiving.export": Door("GET", lambda t: f"/deliveries.csv?site={t.site}", answers_with_a_page=False),
    "receiving.delivery": Door("GET", lambda t: f"/deliveries/{t.delivery}"),
    "receiving.new_delivery": Door("GET", lambda t: f"/deliveries/new?order={t.order}"),
    "receiving.add_delivery": Door(
        "POST", "/deliveries", more=form(order=lambda t: t.order, received_on="2026-10-14", received_by="Ivy")
    ),
    "receiving.bench": Door("GET", lambda t: f"/deliveries/{t.delivery}/scan"),
    "receiving.scan": Door("POST", lambda t: f"/deliveries/{t.delivery}/scan", more=form(code="PF9ZZZ")),
    "receiving.serials": Door("GET", lambda t: f"/deliveries/{t.delivery}/serials"),
    "receiving.add_serials": Door(
        "POST", lambda t: f"/deliveries/{t.delivery}/serials", more=form(serials="PF9A1-PF9A3", tags="none")
    ),
    "receiving.add_paper": Door(
        "POST", lambda t: f"/deliveries/{t.delivery}/papers", more=lambda _: {"data": {"file": picture()}}
    ),
    "receiving.remove_paper": Door("POST", lambda t: f"/delivery-papers/{t.paper}/remove"),
    "receiving.take_back": Door("POST", lambda t: f"/arrivals/{t.arrival}/undo"),
    "receiving.sign_off": Door(
        "POST", lambda t: f"/deliveries/{t.delivery}/sign-off",
        more=form(signed_off_by="Ivy Delgado", signed_off_on="2026-10-14"),
    ),
    "receiving.donations": Door("GET", lambda t: f"/donations?site={t.site}"),
    "receiving.donation": Door("GET", lambda t: f"/donations/{t.donation}"),
    "receiving.new_donation": Door("GET", lambda t: f"/donations/new?site={t.site}"),
    "receiving.add_donation": Door(
        "POST", "/donations",
        more=form(site=lambda t: t.site, giver="A parent", offered_on="2026-09-01", **LINE),
    ),
    "receiving.accept_donation": Door("POST", lambda t: f"/donations/{t.donation}/accept", more=form(**YES)),
    "receiving.refuse_donation": Door("POST", lambda t: f"/donations/{t.donation}/refuse", more=form(reason="Old")),
}  # fmt: skip
