"""What travels to a warehouse and from it, which nobody here looks after; and something that is harmed."""

from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain import directory, losses, register, transfers
from app.domain.directory import SiteDetails
from app.domain.ledger import Act
from app.models import Asset, AssetModel, Site, TransferExtra, TransferLine


def travelling(site: Site, model: AssetModel, act: Act) -> dict[str, UUID]:
    """A list being packed, one that has left with something along that is not on it, and one that comes."""
    far, _ = directory.put_site(SiteDetails("9100", "Far Warehouse", kind="office"))
    kinds = ("PACKED", "SENT", "ALONG", "COMING")
    for kind in kinds:
        owner = far if kind == "COMING" else site
        register.register(owner, room=None, model=model, act=act, tag=f"{kind}-{site.code}")
    packing, leaving = (transfers.pack(site, far, "surplus", act) for _ in range(2))
    coming = transfers.pack(far, site, "surplus", act)
    for transfer, kind in ((packing, "PACKED"), (leaving, "SENT"), (coming, "COMING")):
        transfers.put_on(transfer, [f"{kind}-{site.code}"], act)
    for transfer in (leaving, coming):
        transfers.send(transfer, act)
    transfers.accept_code(leaving, f"ALONG-{site.code}", act)
    packed = select(TransferLine.uuid).where(TransferLine.transfer_id == packing.id)
    extra = select(TransferExtra.uuid).where(TransferExtra.transfer_id == leaving.id)
    return {
        "packing": packing.uuid,
        "leaving": leaving.uuid,
        "coming": coming.uuid,
        "packed": db.session.scalars(packed).one(),
        "extra": db.session.scalars(extra).one(),
    }


def harmed(asset: Asset, act: Act) -> UUID:
    """A report of a device that stays where it is."""
    losses.report(asset, "damaged", act, note="Screen cracked.")
    return losses.losses_of(asset)[0].uuid
