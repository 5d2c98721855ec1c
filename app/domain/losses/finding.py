"""What was gone and is seen again: its state and place follow, and its report comes to its end."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from app.db import db, table_of
from app.domain import ledger
from app.domain.ledger import Act
from app.domain.lifecycle import placed_state
from app.domain.refusals import Refusal
from app.models import Asset, Event, Loss, Room
from app.models.register.asset import MISSING_STATES

REPORTS = table_of(Loss)
GONE = tuple(f"reported_{state}" for state in MISSING_STATES)


class SeenBeforeReport(Refusal):
    """The device was reported gone after this happened: that it was there before says nothing."""

    reason = "seen_before_report"


def find(asset: Asset, room: Room | None, act: Act) -> bool:
    """What was gone is in somebody's hand again, in a room or in none; False where it was not gone.

    Raises SeenBeforeReport where it was reported gone only after that.
    """
    if not asset.missing_from_sight:
        return False
    reported = reported_at([asset]).get(asset.id)
    if reported is not None and act.happened_at < reported:
        raise SeenBeforeReport(asset=str(asset))
    state = placed_state(room)
    changes = {"room_id": room.id} if room else {}
    ledger.record(asset, "found", act, to=state, changes=changes, details={"was": asset.state})
    close_found([(asset.id, act, room.id if room else None)])
    return True


def reported_at(assets: Iterable[Asset]) -> dict[int, datetime]:
    """When the last loss of each asset was said to have happened, by its key; nothing where none was reported."""
    keys = [asset.id for asset in assets]
    if not keys:
        return {}
    reports = (
        select(Event.asset_id, Event.happened_at)
        .where(Event.asset_id.in_(keys), Event.action.in_(GONE))
        .order_by(Event.asset_id, Event.number)
    )
    return dict(db.session.execute(reports).all())


def close_found(found: Iterable[tuple[int, Act, int | None]]) -> None:
    """End the open reports of what the ledger says is found: which asset, by whom, in which room. Policy: LOSS-1."""
    ends = [
        {
            "asset": asset_id,
            "ended_at": act.happened_at,
            "found_room_id": room_id,
            "ended_by_id": act.by_id,
        }
        for asset_id, act, room_id in found
    ]
    if ends:
        open_one = REPORTS.update().where(
            REPORTS.c.asset_id == bindparam("asset"),
            or_(*(REPORTS.c.kind == state for state in MISSING_STATES)),
            REPORTS.c.ended_at.is_(None),
        )
        db.session.flush()
        db.session.connection().execute(open_one.values(ended_how="found"), ends)
        known = select(Loss).where(Loss.asset_id.in_([end["asset"] for end in ends]))
        db.session.scalars(known.execution_options(populate_existing=True)).all()


def open_again(asset: Asset) -> None:
    """A finding that was taken back leaves the report as open as it was."""
    found = select(Loss).where(Loss.asset_id == asset.id, Loss.ended_how == "found")
    last = db.session.scalar(found.order_by(Loss.id.desc()).limit(1))
    if last is not None:
        last.ended_at = last.ended_how = last.ended_by_id = last.found_room_id = None
        db.session.flush()
