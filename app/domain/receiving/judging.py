"""What stands against registering a serial number: it is known already, it was scanned twice, nobody could read it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.codes import candidates, look_up_key
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.domain.register import CodeTooLong, UnfitCode
from app.domain.register.coding import LONGEST_TAG, refuse_unfit
from app.models import Arrival, Asset, DeliveryLine, Identifier


class SerialRegistered(Refusal):
    """A device of the register bears this code already; of another site's, only that site is named."""

    reason = "serial_registered"


class ScannedTwice(Refusal):
    """This delivery has it already. `arrival` is the one of the first scan."""

    reason = "scanned_twice"

    @property
    def arrival(self) -> Arrival:
        found: Arrival = self.facts["arrival"]
        return found


class StandsTwice(Refusal):
    """The list holds this serial number twice."""

    reason = "stands_twice"


class Judged(NamedTuple):
    """Serial numbers that may be registered, and what stands against each of the others."""

    fit: list[str]
    against: list[tuple[str, Refusal]]


def serial_in(text: str, maker: str) -> str:
    """The serial number that a maker's label says; where it may as well be a bare code, the maker decides."""
    read = candidates(text)
    meant = [one.value for one in read if one.kind == "serial"]
    certain = not any(one.kind == "tag" for one in read)
    return meant[0] if meant and (certain or maker == "Apple") else text.strip()


def tag_in(text: str) -> str:
    """The tag that a label says, bare or as an address."""
    return next((one.value for one in candidates(text) if one.kind == "tag"), text.strip())


def judge(line: DeliveryLine, serials: Sequence[str]) -> Judged:
    """Sort serial numbers into those that may be registered and those that may not, in a few queries."""
    keys = [look_up_key(serial) for serial in serials]
    bearing = _bearing(keys)
    came = _came(line, bearing.values())
    fit, against, seen = [], [], set[str]()
    for serial, key in zip(serials, keys, strict=True):
        trouble = _unfit(serial)
        if trouble is None and key in seen:
            trouble = StandsTwice(serial=serial)
        if trouble is None and key in bearing:
            trouble = _known(serial, bearing[key], line, came)
        seen.add(key)
        if trouble is None:
            fit.append(serial)
        else:
            against.append((serial, trouble))
    return Judged(fit, against)


def _unfit(serial: str) -> Refusal | None:
    try:
        refuse_unfit(serial, most=LONGEST_TAG, field="serial")
    except (UnfitCode, CodeTooLong) as refusal:
        return refusal
    return None if serial else UnfitCode(field="serial")


def _known(serial: str, asset: Asset, line: DeliveryLine, came: dict[int, Arrival]) -> Refusal:
    if asset.id in came:
        return ScannedTwice(serial=serial, asset=str(asset), arrival=came[asset.id])
    ours = asset.site_id == line.delivery.site_id
    return SerialRegistered(serial=serial, asset=str(asset) if ours else "", where=asset.site.name, ours=ours)


def _bearing(keys: Collection[str]) -> dict[str, Asset]:
    """The asset that bears each code, however it does."""
    found: dict[str, Asset] = {}
    for chunk in portions(sorted(set(keys))):
        query = select(Identifier.key, Asset).join(Asset).where(Identifier.key.in_(chunk))
        for key, asset in db.session.execute(query.options(joinedload(Asset.site))):
            found.setdefault(key, asset)
    return found


def _came(line: DeliveryLine, assets: Iterable[Asset]) -> dict[int, Arrival]:
    """The standing arrivals of these assets in the delivery of the line."""
    wanted = sorted({asset.id for asset in assets})
    found: dict[int, Arrival] = {}
    for chunk in portions(wanted):
        query = select(Arrival).join(DeliveryLine).where(Arrival.asset_id.in_(chunk))
        query = query.where(DeliveryLine.delivery_id == line.delivery_id, Arrival.taken_back_at.is_(None))
        found |= {arrival.asset_id: arrival for arrival in db.session.scalars(query)}
    return found
