"""The loans of ECF devices as a file for the fund's auditors. Policy: LAW-1, LAW-2, DIS-4."""

from flask import Response

from app import access
from app.domain.custody import loans as lending
from app.routes.custody.blueprint import bp
from app.routes.downloads import csv


@bp.get("/loans.csv")
def loans() -> Response:
    """To whom each ECF device of a site, or of all of one's sites, was lent, when it came back, and what is missing."""
    site, names = access.chosen_site(), access.names()
    rows = lending.loan_rows(access.scope(site), lambda loan: access.name_of(loan.person, names))
    return csv(lending.HEADER, rows, f"ecf-loans-{site.code if site else 'all'}.csv")
