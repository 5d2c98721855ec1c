"""What a phone at a desk said and the register could not take, beside how the device stands: settled by one word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.codes import candidates
from app.domain.lifecycle import AT_HAND
from app.domain.looking_up import assets_meant_by
from app.domain.offline.envelope import uuid_in
from app.domain.offline.settling import can_be_done_anew
from app.models import Asset, Person
from app.models import Operation as KeptOperation

AT_DESK = ("custody.check_out", "custody.check_in", "custody.replace")


@dataclass(frozen=True, slots=True)
class Dispute:
    """An operation of the desk, the device it is about, and the person it says the device went to."""

    operation: KeptOperation
    asset: Asset
    person: Person | None

    @property
    def can_be_done(self) -> bool:
        """Whether what the phone said can still be done as things stand now."""
        if self.operation.kind == "custody.check_out":
            theirs = self.person is not None and self.asset.holder_id == self.person.id
            return self.person is not None and not theirs and self.asset.state in (*AT_HAND, "checked_out")
        return self.asset.state == "checked_out"


def disputes(operations: Sequence[KeptOperation], scope: Scope) -> dict[UUID, Dispute]:
    """The disputes among some operations that nobody settled yet, by operation, in a few queries however many."""
    asked = [one for one in operations if one.kind in AT_DESK and can_be_done_anew(one)]
    if not asked:
        return {}
    meant = assets_meant_by({code for one in asked if (code := _code(one))})
    assets = _assets(asked, {asset.id for found in meant.values() for asset in found}, scope)
    people = _people(asked)
    told: dict[UUID, Dispute] = {}
    for one in asked:
        asset = _asset_of(one, meant, assets)
        if asset is not None:
            told[one.op_id] = Dispute(one, asset, _person_of(one, asset, people))
    return told


def _code(operation: KeptOperation) -> str | None:
    code = operation.payload.get("old" if operation.kind == "custody.replace" else "code")
    return code if isinstance(code, str) else None


def _assets(asked: Iterable[KeptOperation], keys: set[int], scope: Scope) -> dict[int, Asset]:
    uuids = {uuid for one in asked if (uuid := uuid_in(one.payload, "asset"))}
    query = select(Asset).where(or_(Asset.id.in_(keys), Asset.uuid.in_(uuids)), scope.where(Asset.site_id))
    shown = (joinedload(one) for one in (Asset.holder, Asset.room, Asset.cart, Asset.model))
    return {asset.id: asset for asset in db.session.scalars(query.options(*shown))}


def _asset_of(
    operation: KeptOperation, meant: dict[str, list[Asset]], assets: dict[int, Asset]
) -> Asset | None:
    chosen = uuid_in(operation.payload, "asset")
    fitting = [asset for asset in meant.get(_code(operation) or "", []) if asset.id in assets]
    if chosen is not None and len(fitting) != 1:
        fitting = [asset for asset in assets.values() if asset.uuid == chosen]
    return assets[fitting[0].id] if len(fitting) == 1 else None


def _people(asked: Iterable[KeptOperation]) -> list[Person]:
    uuids = {uuid for one in asked if (uuid := uuid_in(one.payload, "person"))}
    badges = {badge for one in asked for badge in _badges(one)}
    return list(
        db.session.scalars(select(Person).where(or_(Person.uuid.in_(uuids), Person.badge.in_(badges))))
    )


def _person_of(operation: KeptOperation, asset: Asset, people: Iterable[Person]) -> Person | None:
    uuid, badges = uuid_in(operation.payload, "person"), _badges(operation)
    here = [person for person in people if person.site_id == asset.site_id and person.left_at is None]
    found = [person for person in here if person.uuid == uuid or (uuid is None and person.badge in badges)]
    return found[0] if len(found) == 1 else None


def _badges(operation: KeptOperation) -> set[str]:
    told = operation.payload.get("person")
    return {one.value for one in candidates(told) if one.kind == "badge"} if isinstance(told, str) else set()
