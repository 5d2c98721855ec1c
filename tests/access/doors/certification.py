"""The doors of the yearly certification and of what was sealed."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "certification.cycles": Door("GET", "/cycles", of_a_site=False),
    "certification.export": Door("GET", "/cycles.csv", of_a_site=False, answers_with_a_page=False),
    "certification.compliance": Door("GET", "/cycles.pdf", of_a_site=False, answers_with_a_page=False),
    "certification.inventory": Door(
        "GET", lambda t: f"/certifications/{t.certification}/report.pdf", answers_with_a_page=False
    ),
    "certification.inventory_table": Door(
        "GET", lambda t: f"/certifications/{t.certification}/report.csv", answers_with_a_page=False
    ),
    "certification.new_cycle": Door("GET", "/cycles/new", of_a_site=False),
    "certification.open_cycle": Door("POST", "/cycles", of_a_site=False),
    "certification.cycle": Door("GET", lambda t: f"/cycles/{t.cycle}", of_a_site=False),
    "certification.add_sites": Door("POST", lambda t: f"/cycles/{t.cycle}/sites", of_a_site=False),
    "certification.move_due": Door(
        "POST",
        lambda t: f"/cycles/{t.cycle}/due",
        of_a_site=False,
        more=form(due_on="2027-06-15", reason="Snow days."),
    ),
    "certification.site": Door("GET", lambda t: f"/certification?site={t.site}"),
    "certification.show": Door("GET", lambda t: f"/certifications/{t.certification}"),
    "certification.left": Door("GET", lambda t: f"/certifications/{t.certification}/left"),
    "certification.shares": Door("GET", lambda t: f"/certifications/{t.certification}/shares?by=model"),
    "certification.attest": Door(
        "POST",
        lambda t: f"/certifications/{t.certification}/attestations",
        more=form(asset=lambda t: t.asset, kind="holder", word="It is at home."),
    ),
    "certification.confirm": Door("POST", lambda t: f"/certifications/{t.certification}/confirmations"),
    "certification.withdraw": Door("POST", lambda t: f"/attestations/{t.attestation}/withdraw"),
    "certification.finish_counting": Door("POST", lambda t: f"/certifications/{t.certification}/counted"),
    "certification.send_for_review": Door("POST", lambda t: f"/certifications/{t.certification}/review"),
    "certification.take_back": Door(
        "POST", lambda t: f"/certifications/{t.certification}/take-back", more=form(comment="Room 205 first.")
    ),
    "certification.review": Door("GET", lambda t: f"/certifications/{t.certification}/review"),
    "certification.return_": Door(
        "POST", lambda t: f"/certifications/{t.certification}/return", more=form(comment="Count room 205.")
    ),
    "certification.sign": Door(
        "POST", lambda t: f"/certifications/{t.certification}/signature", more=form(name="Paul Marshall")
    ),
    "certification.accept": Door("POST", lambda t: f"/certifications/{t.certification}/accept"),
    "certification.reopen": Door(
        "POST", lambda t: f"/certifications/{t.certification}/reopen", more=form(comment="Twelve turned up.")
    ),
    "certification.site_spot_checks": Door("GET", lambda t: f"/certification/spot-checks?site={t.site}"),
    "certification.spot_checks": Door("GET", lambda t: f"/certifications/{t.certification}/spot-checks"),
    "certification.draw": Door("POST", lambda t: f"/certifications/{t.certification}/spot-checks"),
    "certification.see": Door(
        "POST",
        lambda t: f"/certifications/{t.certification}/spot-checks/seen",
        more=form(code=lambda t: t.tag),
    ),
    "certification.record": Door("GET", lambda t: f"/seals/{t.seal}/record.json", answers_with_a_page=False),
    "certification.paper": Door(
        "GET", lambda t: f"/seals/{t.seal}/certificate.pdf", answers_with_a_page=False
    ),
}
