"""The lines of packing lists: which are open, and how they end."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.db import db
from app.domain import looking_up
from app.domain.ledger import Act
from app.domain.portions import portions
from app.domain.refusals import Refusal
from app.models import Asset, Transfer, TransferLine


class OnTheWayAlready(Refusal):
    """The device is on its way to some site already."""

    reason = "on_the_way_already"


ON_THE_WAY: ColumnElement[bool] = and_(TransferLine.sent_at.is_not(None), TransferLine.ended_at.is_(None))


def end_on_the_way(assets: Collection[int], how: str, act: Act, note: str | None = None) -> None:
    """End the open lines of these assets."""
    for some in portions(sorted(assets)):
        lines = update(TransferLine).where(TransferLine.asset_id.in_(some), ON_THE_WAY)
        by = act.by_id
        ended = {"ended_at": act.heard_at, "ended_how": how, "ended_by_id": by, "note": note}
        db.session.execute(lines.values(**ended), execution_options={"synchronize_session": False})
    if assets:
        _read_again(assets)


def open_line_of(asset: Asset) -> TransferLine | None:
    """The line by which an asset is on its way, if it is."""
    query = select(TransferLine).where(TransferLine.asset_id == asset.id, ON_THE_WAY)
    return db.session.scalar(query)


def refuse_if_on_the_way(asset: Asset) -> None:
    """Raises OnTheWayAlready for what a transfer is bringing somewhere."""
    if asset.state == "in_transit" and open_line_of(asset) is not None:
        raise OnTheWayAlready(asset=str(asset))


def held(transfer: Transfer) -> Transfer:
    """The transfer as it is now, held until the transaction ends: before its assets, always."""
    query = select(Transfer).where(Transfer.id == transfer.id).with_for_update(of=Transfer)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def held_lines(lines: Iterable[TransferLine]) -> list[TransferLine]:
    """Lines as they are now, with their assets, which are held until the transaction ends."""
    keys = {line.id: line.asset_id for line in lines}
    assets = looking_up.held(list(keys.values()))
    found: list[TransferLine] = []
    for some in portions(sorted(keys)):
        query = select(TransferLine).where(TransferLine.id.in_(some)).order_by(TransferLine.id)
        found += db.session.scalars(query.execution_options(populate_existing=True))
    for line in found:  # the session holds objects weakly: each line keeps its own
        set_committed_value(line, "asset", assets[line.asset_id])
    return found


def numbers_of(transfers: Sequence[Transfer]) -> dict[int, dict[str, int]]:
    """How many lines of each transfer ended how; those that are open, or not sent yet, under "open"."""
    keys = [transfer.id for transfer in transfers]
    told: dict[int, dict[str, int]] = {key: {} for key in keys}
    query = select(TransferLine.transfer_id, TransferLine.ended_how, func.count())
    query = query.where(TransferLine.transfer_id.in_(keys))
    for key, how, count in db.session.execute(
        query.group_by(TransferLine.transfer_id, TransferLine.ended_how)
    ):
        told[key][how or "open"] = count
    return told


def _read_again(assets: Collection[int]) -> None:
    """What lies in the session of these lines is no longer so."""
    for thing in list(db.session):
        if isinstance(thing, TransferLine) and thing.asset_id in assets:
            db.session.expire(thing)
