"""The doors of people and of their roster."""

from io import BytesIO

from tests.access.doors.door import Door

ORGS = b"sourcedId,name,type,identifier\no1,Nowhere,school,NONE\n"

DOORS: dict[str, Door] = {
    "roster.people": Door("GET", lambda t: f"/people?site={t.site}"),
    "roster.export_people": Door("GET", lambda t: f"/people.csv?site={t.site}", answers_with_a_page=False),
    "roster.person": Door("GET", lambda t: f"/people/{t.person}"),
    "roster.collection": Door("GET", lambda t: f"/collection?site={t.site}&after={t.collection}"),
    "roster.export_collection": Door(
        "GET", lambda t: f"/collection.csv?site={t.site}", answers_with_a_page=False
    ),
    "roster.rosters": Door("GET", "/rosters", of_a_site=False),
    "roster.upload": Door(
        "POST",
        "/rosters",
        of_a_site=False,
        more=lambda _: {"data": {"file": (BytesIO(ORGS), "orgs.csv")}},
    ),
    "roster.roster": Door("GET", lambda t: f"/rosters/{t.roster_run}"),
    "roster.mean": Door("POST", lambda t: f"/rosters/{t.roster_run}/schools"),
    "roster.run": Door("POST", lambda t: f"/rosters/{t.roster_run}/run"),
    "roster.discard": Door("POST", lambda t: f"/rosters/{t.roster_run}/discard"),
    "roster.refused": Door(
        "GET", lambda t: f"/rosters/{t.roster_run}/refused.csv", answers_with_a_page=False
    ),
}
