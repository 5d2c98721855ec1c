"""The pages of what travels between sites, and of what is gone."""

from sqlalchemy import select

from app.db import db
from app.models import Asset, Transfer
from tests.browser.places import Page


def travelling_pages(site: int) -> list[Page]:
    """A list that has left, one being packed, one that comes; and a device that was stolen."""
    leaving = select(Transfer).where(Transfer.from_site_id == site).order_by(Transfer.id)
    coming = select(Transfer).where(Transfer.to_site_id == site, Transfer.sent_at.is_not(None))
    shown = {
        "leaving": leaving.where(Transfer.sent_at.is_not(None)),
        "packing": leaving.where(Transfer.sent_at.is_(None)),
        "coming": coming,
    }
    stolen = select(Asset).where(Asset.site_id == site, Asset.state == "stolen").order_by(Asset.tag)
    return [
        *(
            Page(f"transfer-{name}", f"/transfers/{db.session.scalars(query.limit(1)).one().uuid}")
            for name, query in shown.items()
        ),
        Page("device-stolen", f"/assets/{db.session.scalars(stolen.limit(1)).one().uuid}"),
    ]
