"""How somebody stands with the school: what they hold, and whether it is wanted back. Policy: CUS-3."""

from collections.abc import Collection as Keys
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import Asset, Collection


@dataclass(slots=True)
class Standing:
    """The devices that somebody holds, and the open wish of a school to have them back."""

    holds: list[Asset] = field(default_factory=list)
    wanted: Collection | None = None

    def without(self, asset: Asset) -> list[Asset]:
        """What they still hold once this one is in."""
        return [each for each in self.holds if each.id != asset.id]


def standings(people: Keys[int]) -> dict[int, Standing]:
    """How each of these people stands, by key, in two queries."""
    found = {key: Standing() for key in people}
    held = select(Asset).where(Asset.holder_id.in_(people)).order_by(Asset.tag, Asset.id)
    for asset in db.session.scalars(held.options(joinedload(Asset.model))) if people else ():
        if asset.holder_id is not None:
            found[asset.holder_id].holds.append(asset)
    open_ones = select(Collection).where(Collection.person_id.in_(people), Collection.ended_at.is_(None))
    for wanted in db.session.scalars(open_ones) if people else ():
        found[wanted.person_id].wanted = wanted
    return found
