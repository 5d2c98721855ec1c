"""A code that two devices bear: which of them keeps it, or that the two are one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.domain import ledger, register
from app.domain.audits import recognising
from app.domain.audits.settling import settle
from app.domain.codes import look_up_key
from app.domain.discrepancies.ways import NotOfThisKind, open_for
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.models import Asset, Discrepancy
from app.models.discrepancies import Settled


def add_code(discrepancy: Discrepancy, asset: Asset, act: Act) -> None:
    """The code that nobody knew is this device's. Raises UnfitCode, CodeTooLong, NotOfThisKind, AlreadySettled."""
    held = open_for(discrepancy, "add_code")
    register.identify(asset, held.code or "", act)
    if held.settled_at is None:
        settle(held, Settled.CODE_ADDED, act)


def bearers_of(discrepancy: Discrepancy) -> list[Asset]:
    """The devices that bear the code of a difference now."""
    code = code_of(discrepancy)
    return assets_meant_by([code])[code] if code else []


def code_of(discrepancy: Discrepancy) -> str:
    """The code that was read."""
    return discrepancy.code or (discrepancy.sighting.code if discrepancy.sighting else "")


def is_its_own(asset: Asset, code: str) -> bool:
    """Whether the code is its tag or its serial number, and not one that it bears besides."""
    return look_up_key(code) in {look_up_key(own) for own in (asset.tag, asset.serial) if own}


def keep_code(discrepancy: Discrepancy, keeper: Asset, instead: Mapping[UUID, str], act: Act) -> None:
    """The code stays with one device; what it was of another is `instead`, by that one's uuid.

    Raises what releasing a code refuses, NotOfThisKind, AlreadySettled.
    """
    held, bearers = _two(discrepancy, "keep_code", keeper)
    for other in bearers:
        if other.id != keeper.id:
            register.release(other, code_of(held), act, instead=instead.get(other.uuid, ""))
    _settled(held, Settled.CODE_KEPT, act)


def merge(discrepancy: Discrepancy, keeper: Asset, act: Act) -> None:
    """The others are records of the same device. Raises what merging refuses, NotOfThisKind, AlreadySettled."""
    held, bearers = _two(discrepancy, "merge", keeper)
    for other in bearers:
        if other.id != keeper.id:
            register.merge(keeper, other, act)
    _settled(held, Settled.MERGED, act)


def _two(discrepancy: Discrepancy, way: str, keeper: Asset) -> tuple[Discrepancy, Sequence[Asset]]:
    """All of them held until the transaction ends, in the order of their keys, before the difference."""
    ledger.hold([asset.id for asset in bearers_of(discrepancy)])
    held = open_for(discrepancy, way)
    bearers = bearers_of(held)
    if len(bearers) < 2 or keeper.id not in {asset.id for asset in bearers}:
        raise NotOfThisKind
    return held, bearers


def _settled(held: Discrepancy, how: Settled, act: Act) -> None:
    recognising.recognise_one_of_two(held.site_id, how, act)
    if held.settled_at is None:
        settle(held, how, act)
