"""Hotspots of the Emergency Connectivity Fund that a school lends; one is back, for ITS. Policy: DIS-4, LAW-2."""

from datetime import timedelta

from sqlalchemy import select

from app.db import db
from app.domain.custody import desk, sets
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.models import Asset

LENT = 3


def lend_hotspots(place: Place, calendar: Calendar, homeroom: str) -> None:
    """Three of a homeroom's students took one home besides their device; one brought it back."""
    ecf = select(Asset).where(Asset.ecf, Asset.site_id == place.site.id, Asset.state == "in_stock")
    devices = db.session.scalars(ecf.order_by(Asset.tag).limit(LENT)).all()
    borrowers = [checkout.person for checkout in sets.checkouts_in(place.rooms[homeroom])][-LENT:]
    out = calendar.ago(40)
    for number, (device, person) in enumerate(zip(devices, borrowers, strict=True)):
        desk.check_out(device, person, place.act.at(out + timedelta(minutes=number)))
    desk.check_in(devices[0], None, place.act.at(calendar.ago(12)))
