"""The doors of a checkout's papers."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "custody.receipt": Door("GET", lambda t: f"/checkouts/{t.checkout}"),
    "custody.receipt_of_asset": Door("GET", lambda t: f"/assets/{t.held}/receipt", answers_with_a_page=False),
    "custody.print_receipt": Door(
        "GET", lambda t: f"/checkouts/{t.checkout}/receipt.pdf", answers_with_a_page=False
    ),
    "custody.receipts": Door("GET", lambda t: f"/receipts?site={t.site}&class={t.set_of_one}"),
    "custody.print_receipts": Door(
        "GET", lambda t: f"/receipts.pdf?site={t.site}&class={t.set_of_one}", answers_with_a_page=False
    ),
    "custody.loans": Door("GET", lambda t: f"/loans.csv?site={t.site}", answers_with_a_page=False),
    "custody.mark": Door("GET", lambda t: f"/checkouts/{t.checkout}/mark.png", answers_with_a_page=False),
    "custody.sign": Door("GET", lambda t: f"/checkouts/{t.checkout}/sign"),
    "custody.take_signature": Door(
        "POST", lambda t: f"/checkouts/{t.checkout}/sign", more=form(name="Sam Nguyen")
    ),
    "custody.undo_signature": Door("POST", lambda t: f"/checkouts/{t.checkout}/sign/undo"),
    "custody.make_link": Door("POST", lambda t: f"/checkouts/{t.checkout}/link"),
    "custody.revoke_link": Door("POST", lambda t: f"/checkouts/{t.checkout}/link/revoke"),
    "custody.permissions": Door("GET", lambda t: f"/permissions?site={t.site}"),
    "custody.ask_permission": Door(
        "POST", lambda t: f"/checkouts/{t.checkout}/permission", more=form(ends_on="2027-06-30")
    ),
    "custody.ask_for_class": Door(
        "POST",
        "/receipts/permission",
        more=form(site=lambda t: t.site, **{"class": lambda t: t.set_of_one}, ends_on="2027-06-30"),
    ),
    "custody.answer_permissions": Door(
        "POST", "/permissions/answer", more=form(permission=lambda t: t.permission, answer="given")
    ),
    "custody.withdraw_permission": Door("POST", lambda t: f"/permissions/{t.permission}/withdraw"),
}
