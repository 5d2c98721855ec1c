"""The doors of what travels between sites."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "transfers.transfers": Door("GET", lambda t: f"/transfers?site={t.site}"),
    "transfers.transfer": Door("GET", lambda t: f"/transfers/{t.leaving}"),
    "transfers.packing_list": Door("GET", lambda t: f"/transfers/{t.leaving}.pdf", answers_with_a_page=False),
    "transfers.new": Door("GET", lambda t: f"/transfers/new?site={t.site}"),
    "transfers.pack": Door("POST", "/transfers", more=form(site=lambda t: t.site, to="9001", why="surplus")),
    "transfers.add": Door(
        "POST", lambda t: f"/transfers/{t.packing}/devices", more=form(code=lambda t: t.tag)
    ),
    "transfers.ask": Door("POST", lambda t: f"/transfers/{t.packing}/ask"),
    "transfers.send": Door("POST", lambda t: f"/transfers/{t.packing}/send"),
    "transfers.remove": Door("POST", lambda t: f"/transfers/lines/{t.packed}/remove"),
    "transfers.discard": Door("POST", lambda t: f"/transfers/{t.packing}/discard"),
    "transfers.add_extra": Door("POST", lambda t: f"/transfers/extras/{t.extra}/add"),
    "transfers.recall": Door("POST", lambda t: f"/transfers/{t.leaving}/recall"),
    "transfers.accept": Door("POST", lambda t: f"/transfers/{t.coming}/accept", more=form(code="menu")),
    "transfers.refuse": Door("POST", lambda t: f"/transfers/{t.coming}/refuse", more=form(reason="not ours")),
    "transfers.accept_rest": Door("POST", lambda t: f"/transfers/{t.coming}/accept-rest"),
}
