"""The doors of what travels between sites and of what was reported gone or harmed: each side its own."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.access.doors import scope
from app.access.finding import one
from app.domain.transfers import seen_by
from app.models import Asset, Loss, Transfer, TransferExtra, TransferLine


def loss(uuid: UUID) -> Loss:
    """A report of trouble by its uuid."""
    query = select(Loss).where(Loss.uuid == uuid, scope().where(Loss.site_id))
    return one(query.options(joinedload(Loss.asset)))


def transfer(uuid: UUID) -> Transfer:
    """A transfer that one's sites send, or that was sent to them."""
    return one(_transfers().where(Transfer.uuid == uuid, seen_by(scope())))


def transfer_sent(uuid: UUID) -> Transfer:
    """A transfer for its sender to deal with."""
    return one(_transfers().where(Transfer.uuid == uuid, scope().where(Transfer.from_site_id)))


def transfer_coming(uuid: UUID) -> Transfer:
    """A transfer that was sent, for its receiver to deal with."""
    coming = _transfers().where(Transfer.uuid == uuid, Transfer.sent_at.is_not(None))
    return one(coming.where(scope().where(Transfer.to_site_id)))


def transfer_line(uuid: UUID) -> TransferLine:
    """A line of a packing list, for its sender to deal with."""
    query = select(TransferLine).join(TransferLine.transfer).where(TransferLine.uuid == uuid)
    return one(query.where(scope().where(Transfer.from_site_id)))


def transfer_extra(uuid: UUID) -> TransferExtra:
    """Something of the sender's own that came along without being on its list, for the sender to deal with."""
    query = select(TransferExtra).join(TransferExtra.transfer).where(TransferExtra.uuid == uuid)
    query = query.join(TransferExtra.asset).where(Asset.site_id == Transfer.from_site_id)
    return one(query.where(scope().where(Transfer.from_site_id)))


def _transfers() -> Select[Transfer]:
    return select(Transfer).options(
        *(
            joinedload(side)
            for side in (Transfer.from_site, Transfer.to_site, Transfer.packed_by, Transfer.sent_by)
        )
    )
