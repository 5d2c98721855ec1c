"""The packing list on paper, whose code opens the transfer."""

from uuid import UUID

from flask import Response, url_for
from flask_babel import get_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.files.transfers import PackingList
from app.files.transfers import packing_list as on_paper
from app.models import Asset, Transfer, TransferLine
from app.routes.downloads import pdf
from app.routes.transfers.blueprint import bp
from app.routes.words import exact, number


@bp.get("/transfers/<uuid:uuid>.pdf")
def packing_list(uuid: UUID) -> Response:
    """What was sent, or is to be, as a tagged PDF."""
    found = access.transfer(uuid)
    rows = _rows(found)
    paper = on_paper(
        PackingList(
            address=url_for("transfers.transfer", uuid=found.uuid, _external=True),
            facts=_facts(found, len(rows)),
            rows=rows,
            words=_words(found),
        )
    )
    return pdf(paper, f"packing-list-{found.from_site.code}-{found.to_site.code}.pdf")


def _rows(found: Transfer) -> list[tuple[str, str, str, str]]:
    """Every device that is or was on the list: as it was handed over."""
    query = select(TransferLine).where(TransferLine.transfer_id == found.id).order_by(TransferLine.id)
    query = query.options(
        joinedload(TransferLine.asset).joinedload(Asset.model), joinedload(TransferLine.from_cart)
    )
    return [
        (
            line.asset.tag or "–",
            line.asset.serial or "–",
            str(line.asset.model),
            gettext("%(cart)s, slot %(slot)s", cart=line.from_cart, slot=line.from_slot or "–")
            if line.from_cart
            else "",
        )
        for line in db.session.scalars(query)
    ]


def _facts(found: Transfer, devices: int) -> list[tuple[str, str]]:
    facts = [
        (gettext("From"), f"{found.from_site.name} · {found.from_site.code}"),
        (gettext("To"), f"{found.to_site.name} · {found.to_site.code}"),
        (gettext("Why"), found.why),
        (gettext("Devices"), number(devices)),
    ]
    if found.sent_at is not None and found.sent_by is not None:
        sent = gettext("%(name)s, %(when)s", name=found.sent_by.name, when=exact(found.sent_at))
        return [*facts, (gettext("Sent by"), sent)]
    return [*facts, (gettext("Packed by"), found.packed_by.name)]


def _words(found: Transfer) -> dict[str, str]:
    return {
        "language": str(get_locale()),
        "title": gettext("Packing list"),
        "standing": "" if found.sent_at else gettext("Not sent yet"),
        "number": gettext("No."),
        "tag": gettext("Tag"),
        "serial": gettext("Serial number"),
        "model": gettext("Model"),
        "cart": gettext("In cart"),
        "arrived": gettext("Arrived"),
        "handed_over": gettext("Handed over by"),
        "received": gettext("Received by"),
        "name": gettext("Name, signature, date"),
        "page": gettext("Page"),
        "scan": gettext("Scan to open this transfer"),
        "alt": gettext("QR code that opens this transfer"),
    }
