"""The doors to a checkout and its papers, to what was asked for, and to accessories."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.doors import scope
from app.access.finding import one
from app.domain.transfers import ended_elsewhere
from app.models import (
    AccessoryKind,
    Asset,
    AssetModel,
    Checkout,
    OffsitePermission,
    Person,
    Request,
    SchoolClass,
)


def checkout(uuid: UUID) -> Checkout:
    """A checkout of a device of one's sites, with device and holder; who had it at another school stays there."""
    query = select(Checkout).join(Checkout.asset).where(Checkout.uuid == uuid, scope().where(Asset.site_id))
    query = query.where(~ended_elsewhere(scope()))
    person, asset = joinedload(Checkout.person), joinedload(Checkout.asset)
    return one(
        query.options(
            person.joinedload(Person.homeroom),
            asset.joinedload(Asset.site),
            asset.joinedload(Asset.model).joinedload(AssetModel.category),
        )
    )


def permission(uuid: UUID) -> OffsitePermission:
    """An off-site permission by its uuid."""
    query = select(OffsitePermission).where(OffsitePermission.uuid == uuid)
    return one(query.where(scope().where(OffsitePermission.site_id)))


def school_class(uuid: UUID) -> SchoolClass:
    """A class of one's sites by its uuid."""
    query = select(SchoolClass).where(SchoolClass.uuid == uuid, scope().where(SchoolClass.site_id))
    return one(query.options(joinedload(SchoolClass.site)))


def change_request(uuid: UUID) -> Request:
    """What somebody asked for, of one's sites."""
    query = select(Request).where(Request.uuid == uuid, scope().where(Request.site_id))
    asset = joinedload(Request.asset)
    return one(
        query.options(
            joinedload(Request.asked_by),
            joinedload(Request.room),
            joinedload(Request.person),
            joinedload(Request.site),
            asset.joinedload(Asset.model).joinedload(AssetModel.category),
            asset.joinedload(Asset.room),
            asset.joinedload(Asset.holder),
        )
    )


def accessory_kind(uuid: UUID) -> AccessoryKind:
    """A kind of accessory that one of one's sites keeps."""
    query = select(AccessoryKind).where(AccessoryKind.uuid == uuid, scope().where(AccessoryKind.site_id))
    return one(query.where(AccessoryKind.closed_at.is_(None)).options(joinedload(AccessoryKind.site)))
