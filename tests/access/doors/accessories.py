"""The doors of accessories."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "accessories.accessories": Door("GET", lambda t: f"/accessories?site={t.site}"),
    "accessories.low": Door("GET", "/accessories/low", of_a_site=False),
    "accessories.kind": Door("GET", lambda t: f"/accessories/{t.accessory}"),
    "accessories.export": Door("GET", lambda t: f"/accessories.csv?site={t.site}", answers_with_a_page=False),
    "accessories.add_kind": Door("POST", "/accessories", more=form(site=lambda t: t.site, name="Cable")),
    "accessories.change_kind": Door(
        "POST", lambda t: f"/accessories/{t.accessory}/edit", more=form(name="Charger", threshold="2")
    ),
    "accessories.change_stock": Door(
        "POST", lambda t: f"/accessories/{t.accessory}/stock", more=form(how="received", number="4")
    ),
    "accessories.give_more": Door(
        "POST", lambda t: f"/checkouts/{t.checkout}/accessories", more=form(back="Charger")
    ),
    "accessories.close_kind": Door("POST", lambda t: f"/accessories/{t.accessory}/close"),
}
