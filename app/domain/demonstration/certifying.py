"""This fiscal year's cycle, open at every site of the demonstration, with a word for one device nobody saw."""

from collections.abc import Mapping

from sqlalchemy import select

from app.db import db
from app.domain import certification
from app.domain.certification import watching
from app.domain.demonstration.furnishing import Place
from app.domain.ledger import Act
from app.models import Asset, User


def open_the_cycle(place: Place, users: Mapping[str, User]) -> None:
    """ITS opened it; the IDM gave her word for a student's device that is at home."""
    cycle = certification.open_cycle(Act.now(users["its"], "demo"))
    found = certification.join(cycle, place.site, Act.now(users["its"], "demo"))
    held = (
        select(Asset).where(Asset.site_id == place.site.id, Asset.state == "checked_out").order_by(Asset.tag)
    )
    at_home = db.session.scalars(held.where(Asset.last_seen_at.is_(None)).limit(1)).first()
    if at_home is not None:
        word = "Her mother sent a picture of the tag."
        certification.attest_holder(found, at_home, word, Act.now(users["idm"], "demo"))
    watching.keep_reading(cycle, watching.read(cycle))
