"""A packing list in the making: what goes, where to, and why. Nothing has left yet. Policy: RCV-4."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from app.db import db, insert_all, uuid7
from app.domain import looking_up, policy
from app.domain.ledger import Act
from app.domain.portions import portions
from app.domain.refusals import NoWord, Refusal
from app.domain.transfers.lines import held
from app.domain.transfers.rights import hindrance
from app.models import Asset, Site, Transfer, TransferLine

LONGEST_WORD = 500


class SameSite(Refusal):
    """What stays at its site is moved, not transferred."""

    reason = "same_site"


class SiteClosed(Refusal):
    """Nobody is there to accept anything."""

    reason = "site_closed"


class SentAlready(Refusal):
    """The packing list is on its way: what is on it is as it was sent."""

    reason = "sent_already"


class TooManyDevices(Refusal):
    """One packing list holds so many devices and no more."""

    reason = "too_many_devices"


@dataclass(frozen=True, slots=True)
class Packed:
    """What became of a code that was read or pasted: packed, already, unknown, several, or hindered with why.

    `along` is how many more came with it: a cart takes along what is in it.
    """

    code: str
    what: str
    asset: Asset | None = None
    why: Refusal | None = None
    along: int = 0


def pack(from_site: Site, to_site: Site, why: str, act: Act, *, uuid: UUID | None = None) -> Transfer:
    """Begin a packing list. Raises SameSite, SiteClosed, NoWord."""
    if from_site.id == to_site.id:
        raise SameSite
    if to_site.closed_on is not None:
        raise SiteClosed(site=to_site.name)
    if not why.strip():
        raise NoWord
    if act.actor is None:
        raise NoWord
    transfer = Transfer(
        uuid=uuid or uuid7(),
        from_site_id=from_site.id,
        to_site_id=to_site.id,
        why=why.strip()[:LONGEST_WORD],
        packed_at=act.happened_at,
        packed_by_id=act.actor.id,
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def put_on(transfer: Transfer, codes: Iterable[str], act: Act) -> list[Packed]:
    """Put on the list whatever these codes mean, each told. Raises SentAlready, TooManyDevices."""
    transfer = held_unsent(transfer)
    asked = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    meant = looking_up.assets_meant_by(asked)
    on_it = set(
        db.session.scalars(select(TransferLine.asset_id).where(TransferLine.transfer_id == transfer.id))
    )
    contents = _contents({asset.id for assets in meant.values() for asset in assets if asset.slots})
    told, new = [], dict[int, Asset]()
    for code in asked:
        one = _judged(code, meant[code], transfer, on_it | new.keys(), act)
        if one.what == "packed" and one.asset is not None:
            along = [each for each in contents.get(one.asset.id, []) if each.id not in on_it | new.keys()]
            new |= {one.asset.id: one.asset} | {each.id: each for each in along}
            one = Packed(one.code, one.what, one.asset, along=len(along))
        told.append(one)
    most = policy.value("transfer_devices")
    if len(on_it) + len(new) > most:
        raise TooManyDevices(most=most)
    insert_all(TransferLine, [{"uuid": uuid7(), "transfer_id": transfer.id, "asset_id": key} for key in new])
    db.session.expire(transfer, ["lines"])
    return told


def take_off(line: TransferLine) -> None:
    """Take a device off the list again; nothing where somebody did already. Raises SentAlready."""
    transfer = held_unsent(line.transfer)
    db.session.execute(delete(TransferLine).where(TransferLine.id == line.id, TransferLine.sent_at.is_(None)))
    db.session.expire(transfer, ["lines"])


def throw_away(transfer: Transfer) -> None:
    """A list that was never sent leaves nothing behind. Raises SentAlready."""
    transfer = held_unsent(transfer)
    db.session.execute(delete(TransferLine).where(TransferLine.transfer_id == transfer.id))
    db.session.execute(delete(Transfer).where(Transfer.id == transfer.id))
    db.session.expunge(transfer)


def ask_its(transfer: Transfer, act: Act) -> None:
    """Where only ITS sends, the site's list waits for ITS. Raises SentAlready. Policy: ORG-7, ORG-10."""
    transfer = held_unsent(transfer)
    transfer.asked_at = transfer.asked_at or act.happened_at
    db.session.flush()


def held_unsent(transfer: Transfer) -> Transfer:
    """The list as it is now, held. Raises SentAlready."""
    found = held(transfer)
    if found.sent_at is not None:
        raise SentAlready
    return found


def _judged(
    code: str, meant: Sequence[Asset], transfer: Transfer, on_it: Collection[int], act: Act
) -> Packed:
    ours = [asset for asset in meant if asset.site_id == transfer.from_site_id]
    if len(ours) > 1:
        return Packed(code, "several")
    if not meant:
        return Packed(code, "unknown")
    asset = (ours or list(meant))[0]
    if asset.id in on_it:
        return Packed(code, "already", asset)
    why = hindrance(asset, transfer.from_site_id, act)
    if why is not None:
        return Packed(code, "hindered", asset if ours else None, why)
    return Packed(code, "packed", asset)


def _contents(carts: set[int]) -> dict[int, list[Asset]]:
    """What lies in each of some carts."""
    told: dict[int, list[Asset]] = {}
    for some in portions(sorted(carts)):
        for asset in db.session.scalars(select(Asset).where(Asset.cart_id.in_(some)).order_by(Asset.slot)):
            told.setdefault(asset.cart_id or 0, []).append(asset)
    return told
