"""Taking in what another site sent: scan by scan, the rest at once, or sent back with a reason. Policy: RCV-4."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.domain import ledger, looking_up, losses
from app.domain.ledger import Act
from app.domain.refusals import NoWord, Refusal
from app.domain.transfers.arriving import take_in
from app.domain.transfers.lines import held, held_lines
from app.domain.transfers.packing import LONGEST_WORD
from app.domain.transfers.sending import NothingOnTheWay, bring_back, lines_on_the_way, send_after
from app.models import Asset, Room, Transfer, TransferExtra, TransferLine
from app.models.transfers import ARRIVED


class NotSentYet(Refusal):
    """The list is still being packed."""

    reason = "not_sent_yet"


class NotAnExtra(Refusal):
    """Only the sender adds what came along, and only what is its own."""

    reason = "not_an_extra"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a code read on arrival means: arrived, already, back, own, extra, other_list, several or unknown.

    back: it was refused or called back before. other_list: it is on `other`, another transfer to this site. An extra
    is of the site `of`; nothing else is said of a device that is not on its way here.
    """

    what: str
    code: str
    line: TransferLine | None = None
    other: Transfer | None = None
    of: str | None = None


def accept_code(transfer: Transfer, code: str, act: Act, room: Room | None = None) -> Arrival:
    """Take in the device that was read; what was read before, or is on no line, changes nothing. Raises NotSentYet."""
    transfer = _held_sent(transfer)
    meant = looking_up.assets_meant_by([code])[code]
    lines = {line.asset_id: line for line in _lines_about(transfer, meant)}
    ours = [lines[asset.id] for asset in meant if asset.id in lines]
    if len(ours) > 1:
        return Arrival("several", code)
    if ours:
        return _arrived(transfer, ours[0], code, act, room)
    if len(meant) != 1:
        return Arrival("several" if meant else "unknown", code)
    return _came_along(transfer, meant[0], code, act)


def accept_rest(transfer: Transfer, act: Act, room: Room | None = None) -> int:
    """Take in all that is still on its way, unread; gives how many. Raises NotSentYet, NothingOnTheWay."""
    transfer = _held_sent(transfer)
    lines = [line for line in held_lines(lines_on_the_way(transfer)) if line.open]
    if not lines:
        raise NothingOnTheWay
    take_in(transfer, lines, "accepted", act, room)
    return len(lines)


def refuse(transfer: Transfer, reason: str, act: Act, lines: Collection[TransferLine] | None = None) -> int:
    """Send back all that is still on its way, or these lines of it; it stands where it stood at its own site.

    Raises NotSentYet, NoWord, NothingOnTheWay.
    """
    if not reason.strip():
        raise NoWord
    return bring_back(_held_sent(transfer), "refused", act, lines, reason.strip()[:LONGEST_WORD])


def add_extra(extra: TransferExtra, act: Act) -> None:
    """Put on the list what came along without being on it: it is on its way from here on.

    Raises NotAnExtra, and whatever hinders it from being sent.
    """
    transfer = _held_sent(extra.transfer)
    if extra.asset.site_id != transfer.from_site_id:
        raise NotAnExtra
    line = TransferLine(transfer_id=transfer.id, asset_id=extra.asset_id)
    db.session.add(line)
    db.session.flush()
    send_after(transfer, line, act)
    db.session.delete(extra)
    db.session.flush()


def extras_of(transfer: Transfer) -> list[TransferExtra]:
    """What came along without being on the list, as far as it is not on it by now."""
    query = select(TransferExtra).where(TransferExtra.transfer_id == transfer.id).order_by(TransferExtra.id)
    return list(db.session.scalars(query))


def _held_sent(transfer: Transfer) -> Transfer:
    found = held(transfer)
    if found.sent_at is None:
        raise NotSentYet
    return found


def _lines_about(transfer: Transfer, meant: Sequence[Asset]) -> list[TransferLine]:
    keys = [asset.id for asset in meant]
    query = select(TransferLine).where(TransferLine.transfer_id == transfer.id)
    return held_lines(db.session.scalars(query.where(TransferLine.asset_id.in_(keys))).all())


def _arrived(transfer: Transfer, line: TransferLine, code: str, act: Act, room: Room | None) -> Arrival:
    if line.ended_how in ARRIVED:
        return Arrival("already", code, line)
    if line.ended_how == "lost" and line.asset.site_id == transfer.from_site_id:
        return _found_on_the_way(transfer, line, code, act, room)
    if not line.open:
        return Arrival("back", code, line)
    take_in(transfer, [line], "scanned", act, room)
    return Arrival("arrived", code, line)


def _found_on_the_way(
    transfer: Transfer, line: TransferLine, code: str, act: Act, room: Room | None
) -> Arrival:
    """What was reported gone on its way is here: found, on its way again, and taken in."""
    if not line.asset.missing_from_sight:
        return Arrival("back", code, line)
    losses.find(line.asset, None, act)
    line.sent_at, line.ended_at, line.ended_how, line.ended_by_id = act.happened_at, None, None, None
    db.session.flush()
    told = {"transfer": str(transfer.uuid), "to": transfer.to_site.name}
    ledger.record(line.asset, "sent", act, details=told)
    take_in(transfer, [line], "scanned", act, room)
    return Arrival("arrived", code, line)


def _came_along(transfer: Transfer, asset: Asset, code: str, act: Act) -> Arrival:
    """A device that is on no line of this list."""
    query = select(TransferLine).join(TransferLine.transfer).where(TransferLine.asset_id == asset.id)
    query = query.where(Transfer.to_site_id == transfer.to_site_id, TransferLine.ended_at.is_(None))
    other = db.session.scalar(query.where(TransferLine.sent_at.is_not(None)))
    if other is not None:
        return Arrival("other_list", code, other, other.transfer)
    if asset.site_id == transfer.to_site_id:
        return Arrival("own", code, of=asset.site.name)
    seen = select(TransferExtra.id).where(
        TransferExtra.transfer_id == transfer.id, TransferExtra.asset_id == asset.id
    )
    if db.session.scalar(seen) is None and act.actor is not None:
        extra = TransferExtra(
            transfer_id=transfer.id,
            asset_id=asset.id,
            code=code,
            seen_at=act.happened_at,
            seen_by_id=act.actor.id,
        )
        db.session.add(extra)
        db.session.flush()
    return Arrival("extra", code, of=asset.site.name)
