"""Devices between the two schools, as in any week: one list late, one that comes, one refused, one being packed."""

from app.domain import transfers
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.ledger import Act
from app.models import Asset, Transfer


def send_between(marshall: Place, lincoln: Place, calendar: Calendar) -> None:
    """What Marshall sends and what comes to it. Policy: ORG-7."""
    late, began = marshall.take("old chromebooks", 4), marshall.act.at(calendar.ago(10))
    sent = _sent(marshall, lincoln, late, "For the summer academy in the media center.", began)
    arrived = lincoln.act.at(calendar.ago(9))
    for asset in late[:3]:
        transfers.accept_code(sent, str(asset), arrived)
    coming = lincoln.take("new student laptops", 5)
    _sent(
        lincoln,
        marshall,
        coming,
        "Ms. Ortega moves to Marshall and takes her class set along.",
        lincoln.act.at(calendar.ago(2)),
    )
    back = _sent(
        marshall,
        lincoln,
        marshall.take("old chromebooks", 2),
        "Surplus after the count.",
        marshall.act.at(calendar.ago(6)),
    )
    transfers.refuse(back, "We asked for newer ones.", lincoln.act.at(calendar.ago(5)))
    packing = transfers.pack(
        marshall.site, lincoln.site, "Spares that we do not need.", marshall.act.at(calendar.ago(1))
    )
    transfers.put_on(packing, [str(asset) for asset in marshall.take("old chromebooks", 3)], marshall.act)


def _sent(sender: Place, receiver: Place, devices: list[Asset], why: str, act: Act) -> Transfer:
    transfer = transfers.pack(sender.site, receiver.site, why, act)
    transfers.put_on(transfer, [str(asset) for asset in devices], act)
    transfers.send(transfer, act)
    return transfer
