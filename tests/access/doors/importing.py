"""The doors of lists brought in."""

from io import BytesIO

from tests.access.doors.door import Door

DOORS: dict[str, Door] = {
    "importing.imports": Door("GET", "/imports", of_a_site=False),
    "importing.upload": Door(
        "POST",
        "/imports",
        more=lambda t: {"data": {"site": t.site, "file": (BytesIO(b"tag,model\nN11,X1\n"), "list.csv")}},
    ),
    "importing.show": Door("GET", lambda t: f"/imports/{t.import_run}"),
    "importing.map_columns": Door("POST", lambda t: f"/imports/{t.import_run}/columns"),
    "importing.run": Door("POST", lambda t: f"/imports/{t.import_run}/run"),
    "importing.discard": Door("POST", lambda t: f"/imports/{t.import_run}/discard"),
    "importing.refused": Door(
        "GET", lambda t: f"/imports/{t.import_run}/refused.csv", answers_with_a_page=False
    ),
}
