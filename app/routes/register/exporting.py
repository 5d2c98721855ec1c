"""The register as a file for other people's programs."""

from collections.abc import Iterator
from typing import IO

from flask import Response

from app import access
from app.domain.register.exporting import HEADER, told_rows
from app.files.exporting import xlsx
from app.routes.downloads import csv, named
from app.routes.register.blueprint import bp
from app.routes.register.showing import narrowed, wanted_assets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/assets.<any(csv, xlsx):kind>")
def export(kind: str) -> Response:
    """The assets that the list shows, all of them, in our own format: what an import takes back."""
    site = access.chosen_site()
    shown = access.shown()
    rows = told_rows(narrowed(site, wanted_assets()), access.names(), shown.add if shown else None)
    name = f"assets-{site.code if site else 'all'}.{kind}"
    if kind == "csv":
        return csv(HEADER, rows, name)
    return Response(file_of(xlsx(HEADER, rows)), mimetype=XLSX, headers=named(name))


def file_of(workbook: IO[bytes]) -> Iterator[bytes]:
    """The workbook piece by piece, closed at its end."""
    with workbook:
        while piece := workbook.read(64 * 1024):
            yield piece
