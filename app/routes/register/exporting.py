"""The register as a file for other people's programs."""

from flask import Response, abort

from app import access
from app.domain.register.exporting import HEADER, told_rows
from app.files import exporting
from app.routes.register.blueprint import bp
from app.routes.register.showing import chosen_site, narrowed, wanted_assets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/assets.<any(csv, xlsx):kind>")
def export(kind: str) -> Response:
    """The assets that the list shows, all of them, in our own format: what an import takes back."""
    site = chosen_site()
    rows = told_rows(
        narrowed(site, wanted_assets()), names=access.may("roster.person", site.id if site else None)
    )
    name = f"assets-{site.code if site else 'all'}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if kind == "csv":
        return Response(exporting.csv_rows(HEADER, rows), mimetype="text/csv", headers=headers)
    if kind == "xlsx":
        return Response(exporting.xlsx(HEADER, rows), mimetype=XLSX, headers=headers)
    abort(404)
