"""The doors of the register."""

from tests.access.doors.door import Door, form, picture

DOORS: dict[str, Door] = {
    "register.assets": Door("GET", lambda t: f"/assets?site={t.site}"),
    "register.asset": Door("GET", lambda t: f"/assets/{t.asset}"),
    "register.new_asset": Door("GET", lambda t: f"/assets/new?site={t.site}"),
    "register.add_asset": Door(
        "POST",
        "/assets",
        more=form(site=lambda t: t.site, model_name="X1", category="Laptop", tag="N9"),
    ),
    "register.edit_asset": Door("GET", lambda t: f"/assets/{t.asset}/edit"),
    "register.correct_asset": Door("POST", lambda t: f"/assets/{t.asset}/edit", more=form(model_name="X1")),
    "register.move_asset": Door(
        "POST", lambda t: f"/assets/{t.asset}/move", more=form(room=lambda t: t.room)
    ),
    "register.retag_asset": Door("POST", lambda t: f"/assets/{t.asset}/tag", more=form(tag="N10")),
    "register.add_code": Door("POST", lambda t: f"/assets/{t.asset}/codes", more=form(code="old barcode")),
    "register.add_attachment": Door(
        "POST", lambda t: f"/assets/{t.asset}/attachments", more=lambda _: {"data": {"file": picture()}}
    ),
    "register.attachment": Door("GET", lambda t: f"/attachments/{t.attachment}", answers_with_a_page=False),
    "register.remove_attachment": Door("POST", lambda t: f"/attachments/{t.attachment}/remove"),
    "register.export": Door("GET", lambda t: f"/assets.csv?site={t.site}", answers_with_a_page=False),
    "register.labels": Door("GET", lambda t: f"/labels?site={t.site}"),
    "register.print_labels": Door(
        "POST",
        "/labels.pdf",
        more=form(site=lambda t: t.site, sheet="avery-5160", what="tags", tags=lambda t: t.tag),
    ),
}
