"""Sending a packing list: from here on its devices are in transit, and calling back what has not arrived."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from app.db import db, table_of
from app.domain import ledger
from app.domain.ledger import Act, Entry
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.domain.transfers.lines import ON_THE_WAY, end_on_the_way, held, held_lines
from app.domain.transfers.packing import held_unsent
from app.domain.transfers.returning import places_of_return
from app.domain.transfers.rights import hindrance, refuse_if_others_send
from app.models import Asset, Transfer, TransferLine
from app.models.register.asset import PLACE

LINES = table_of(TransferLine)


class NothingPacked(Refusal):
    """An empty list goes nowhere."""

    reason = "nothing_packed"


class CartStillHolds(Refusal):
    """A cart leaves with what is in it, or empty."""

    reason = "cart_loaded"


class NothingOnTheWay(Refusal):
    """Everything of this transfer has come to its end already."""

    reason = "nothing_on_the_way"


def send(transfer: Transfer, act: Act) -> int:
    """Let all that is on the list leave; gives how many devices did.

    Raises SentAlready, OnlyITSSends, NothingPacked, and what hinders the first device that may not go: none goes then.
    Policy: ORG-7, ORG-5, DIS-4.
    """
    transfer = held_unsent(transfer)
    refuse_if_others_send(transfer.from_site_id, act)
    lines = held_lines(_lines_of(transfer))
    if not lines:
        raise NothingPacked
    _let_go(transfer, lines, act)
    transfer.sent_at = act.happened_at
    transfer.sent_by_id = act.by_id or transfer.packed_by_id
    db.session.flush()
    return len(lines)


def send_after(transfer: Transfer, line: TransferLine, act: Act) -> None:
    """Let one more device go that came along without being on the list. Raises what `send` raises."""
    refuse_if_others_send(transfer.from_site_id, act)
    _let_go(transfer, held_lines([line]), act)


def recall(transfer: Transfer, act: Act, lines: Collection[TransferLine] | None = None) -> int:
    """Call back what has not arrived, or these lines of it: it stands where it stood; gives how many devices.

    Raises NothingOnTheWay.
    """
    return bring_back(transfer, "recalled", act, lines)


def bring_back(
    transfer: Transfer,
    how: str,
    act: Act,
    lines: Collection[TransferLine] | None = None,
    note: str | None = None,
) -> int:
    """End open lines with their devices back in the sender's place: as recalled, or as refused with a reason."""
    transfer = held(transfer)
    wanted = lines_on_the_way(transfer) if lines is None else lines
    open_ones = [line for line in held_lines(wanted) if line.open and line.transfer_id == transfer.id]
    if not open_ones:
        raise NothingOnTheWay
    places = places_of_return(transfer, open_ones)
    told = {"transfer": str(transfer.uuid), "to": transfer.to_site.name} | ({"note": note} if note else {})
    ledger.record_all(
        [
            Entry(
                line.asset, how, act, changes=places[line.id].changes, to=places[line.id].state, details=told
            )
            for line in open_ones
        ]
    )
    end_on_the_way([line.asset_id for line in open_ones], how, act, note)
    return len(open_ones)


def lines_on_the_way(transfer: Transfer) -> list[TransferLine]:
    """The lines of a transfer that are open."""
    query = select(TransferLine).where(TransferLine.transfer_id == transfer.id, ON_THE_WAY)
    return list(db.session.scalars(query.order_by(TransferLine.id)))


def _lines_of(transfer: Transfer) -> list[TransferLine]:
    return list(db.session.scalars(select(TransferLine).where(TransferLine.transfer_id == transfer.id)))


def _let_go(transfer: Transfer, lines: list[TransferLine], act: Act) -> None:
    for line in lines:
        if (why := hindrance(line.asset, transfer.from_site_id, act)) is not None:
            raise why
    _refuse_half_a_cart([line.asset for line in lines])
    stood = [
        {
            "key": line.id,
            "state": line.asset.state,
            "room": line.asset.room_id,
            "cart": line.asset.cart_id,
            "slot": line.asset.slot,
        }
        for line in lines
    ]
    details = {"transfer": str(transfer.uuid), "to": transfer.to_site.name, "why": transfer.why}
    ledger.record_all(
        [
            Entry(
                line.asset,
                "sent",
                act,
                changes=line.asset.giving_up(*PLACE),
                room_id=line.asset.room_id,
                details=details,
            )
            for line in lines
        ]
    )
    _remember(stood, act)
    for line in lines:
        db.session.expire(line)


def _refuse_half_a_cart(assets: list[Asset]) -> None:
    """What lies in a cart goes with it, or was taken out before."""
    going = {asset.id for asset in assets}
    for some in portions([asset.id for asset in assets if asset.slots]):
        inside = db.session.execute(select(Asset.id, Asset.cart_id).where(Asset.cart_id.in_(some))).all()
        left = [cart_id for key, cart_id in inside if key not in going]
        if left:
            cart = next(asset for asset in assets if asset.id == left[0])
            raise CartStillHolds(cart=str(cart), count=left.count(left[0]))


def _remember(stood: list[dict[str, str | int | None]], act: Act) -> None:
    """Where each device stood, so that it can stand there again."""
    lines = LINES.c
    statement = (
        update(LINES)
        .where(lines.id == bindparam("key"))
        .values(
            sent_at=act.happened_at,
            from_state=bindparam("state"),
            from_room_id=bindparam("room"),
            from_cart_id=bindparam("cart"),
            from_slot=bindparam("slot"),
        )
    )
    db.session.connection().execute(statement, stood)
