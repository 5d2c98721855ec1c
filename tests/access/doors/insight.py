"""The doors of what wants attention."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "insight.attention": Door("GET", "/attention", of_a_site=False),
    "insight.operation": Door("GET", lambda t: f"/attention/operations/{t.refused}"),
    "insight.settled": Door("GET", "/attention/settled", of_a_site=False),
    "insight.do_anew": Door("POST", lambda t: f"/attention/operations/{t.refused}/anew"),
    "insight.dismiss": Door(
        "POST", lambda t: f"/attention/operations/{t.refused}/dismiss", more=form(note="It stays.")
    ),
    "insight.discrepancy": Door("GET", lambda t: f"/discrepancies/{t.discrepancy}"),
    "insight.say_seen": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/seen"),
    "insight.explain": Door(
        "POST", lambda t: f"/discrepancies/{t.discrepancy}/absence", more=form(reason="other")
    ),
    "insight.bring_back": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/back"),
    "insight.put_back": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/cart"),
    "insight.undo": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/undo"),
    "insight.unsay": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/unsaid"),
    "insight.add_code": Door(
        "POST", lambda t: f"/discrepancies/{t.discrepancy}/code", more=form(device=lambda t: t.tag)
    ),
    "insight.acknowledge": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/acknowledgement"),
    "insight.acknowledge_all": Door("POST", "/attention/found", of_a_site=False),
    "insight.set_aside": Door(
        "POST", lambda t: f"/discrepancies/{t.discrepancy}/set-aside", more=form(note="A typing error.")
    ),
    "insight.check_in": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/check-in"),
    "insight.check_out_to": Door("POST", lambda t: f"/discrepancies/{t.discrepancy}/check-out"),
    "insight.keep_code": Door(
        "POST", lambda t: f"/discrepancies/{t.discrepancy}/kept-code", more=form(keeper=lambda t: t.asset)
    ),
    "insight.merge": Door(
        "POST", lambda t: f"/discrepancies/{t.discrepancy}/merging", more=form(keeper=lambda t: t.asset)
    ),
    "insight.moves": Door("GET", lambda t: f"/audits/{t.audit}/move-all-here"),
    "insight.move_back": Door("POST", lambda t: f"/audits/{t.audit}/move-all-back"),
    "insight.move_all": Door("POST", lambda t: f"/audits/{t.audit}/move-all-here"),
}
