"""What came and went of a site's accessories, as a file for other people's programs."""

from collections.abc import Iterator

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain.access import Scope
from app.files.exporting import Value
from app.models import AccessoryKind, AccessoryMovement, Checkout
from app.routes.accessories.blueprint import bp
from app.routes.downloads import csv

HEADER = ["kind", "happened_at", "action", "change", "stock", "by", "tag", "person", "note"]


@bp.get("/accessories.csv")
def export() -> Response:
    """Every movement of every kind, oldest first; people by name for whoever may read names."""
    site = access.working_site()
    rows = _rows(site.id, access.names())
    return csv(HEADER, rows, f"accessories-{site.code}.csv")


def _rows(site_id: int, names: Scope) -> Iterator[list[Value]]:
    checkout = joinedload(AccessoryMovement.checkout)
    query = (
        select(AccessoryMovement)
        .join(AccessoryMovement.kind)
        .where(AccessoryKind.site_id == site_id)
        .order_by(AccessoryMovement.id)
        .options(
            joinedload(AccessoryMovement.kind), joinedload(AccessoryMovement.by),
            checkout.joinedload(Checkout.asset), checkout.joinedload(Checkout.person),
        )
        .execution_options(yield_per=500)
    )  # fmt: skip
    for each in db.session.scalars(query):
        out = each.checkout
        yield [
            each.kind.name, each.happened_at.isoformat(), each.action, each.change, each.stock,
            each.by.name if each.by else None, str(out.asset) if out else None,
            access.name_of(out.person, names) if out else None, each.note,
        ]  # fmt: skip
