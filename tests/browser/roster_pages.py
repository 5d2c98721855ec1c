"""A roster that was looked through, with a school that nobody knows, and one that is in."""

from io import BytesIO

from tests.browser.places import Page
from tests.district import Visitor

USERS = (
    "sourcedId,orgSourcedIds,role,givenName,familyName,identifier,grades\n"
    "u1,o1,student,Ana,Ibarra,990001,07\nu2,o1,student,Ben,Cho,990002,07\nu3,o2,student,Cy,Young,990003,08\n"
    "u4,o1,student,Dee\nu4,o1,student,,,990005,07\n"
)
ORGS = "sourcedId,name,type,identifier\no1,Marshall Middle,school,8217\n"


def roster_pages(idm: Visitor) -> list[Page]:
    """Uploaded as the files of a folder."""
    pages = []
    for name, orgs in (("roster-preview", ORGS + "o2,Garfield Annex,school,8999\n"), ("roster-done", ORGS)):
        files = [(BytesIO(orgs.encode()), "orgs.csv"), (BytesIO(USERS.encode()), "users.csv")]
        address = idm.post("/rosters", data={"file": files}).location
        if name == "roster-done":
            idm.post(f"{address}/run")
        pages.append(Page(name, address))
    return pages
