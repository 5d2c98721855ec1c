"""The doors of duties: designation, training, breaches, reminders."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "duties.duties": Door("GET", lambda t: f"/duties?site={t.site}"),
    "duties.designate": Door(
        "POST", lambda t: f"/sites/{t.site}/designations", more=form(user=lambda t: t.user)
    ),
    "duties.end_designation": Door("POST", lambda t: f"/sites/{t.site}/designations/{t.user}/end"),
    "duties.training": Door("GET", "/training", of_a_site=False),
    "duties.complete": Door("POST", lambda t: f"/training/{t.training}/completed", of_a_site=False),
    "duties.publish": Door("POST", "/training", of_a_site=False, more=form(title="Inventory", text="Count.")),
    "duties.breaches": Door("GET", "/breaches", of_a_site=False),
    "duties.tell": Door("POST", "/breaches", of_a_site=False, more=form(what="A tablet was sold.")),
    "duties.note": Door(
        "POST", lambda t: f"/breaches/{t.breach}/notes", of_a_site=False, more=form(note="Asked.")
    ),
    "duties.close_breach": Door(
        "POST", lambda t: f"/breaches/{t.breach}/close", of_a_site=False, more=form(note="It was not sold.")
    ),
    "duties.breach": Door("GET", lambda t: f"/breaches/{t.breach}", of_a_site=False),
    "duties.reminders": Door("GET", "/reminders", of_a_site=False),
    "duties.put_away": Door("POST", lambda t: f"/reminders/{t.reminder}/read", of_a_site=False),
    "duties.inbox": Door("GET", "/inbox", of_a_site=False),
}
