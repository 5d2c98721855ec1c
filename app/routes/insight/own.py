"""What is one's own to do: sign a certification or send it again, take in what is on its way, read reminders."""

from typing import Any

from sqlalchemy import Select, func, select

from app import access
from app.db import db
from app.domain import certification, reminders, transfers
from app.domain.access import NOWHERE, Scope
from app.models import Transfer, TransferLine

MOST = 20


def own(scope: Scope) -> dict[str, Any]:
    """The lines at the head of the page, for those alone who may do what they say."""
    to_sign = certification.to_sign(_at("certification.sign", scope))
    came_back = certification.returned(_at("certification.send_for_review", scope))
    lists = transfers.coming_in_time(_at("transfers.accept", scope))
    told = {
        "to_sign": list(db.session.scalars(to_sign.limit(MOST))),
        "came_back": list(db.session.scalars(came_back.limit(MOST))),
        "on_the_way": _count(_devices(lists)),
        "reminded": _count(reminders.unread(access.signed_in())),
    }
    return told | {"own_lines": any(told.values())}


def _devices(lists: Select[Any]) -> Select[TransferLine]:
    named = lists.with_only_columns(Transfer.id)
    return select(TransferLine).where(TransferLine.transfer_id.in_(named), TransferLine.ended_at.is_(None))


def _at(endpoint: str, scope: Scope) -> Scope:
    """The sites in scope of which a route is the person's own work; ITS, who may everywhere, has none of its own."""
    theirs = access.where_may(endpoint)
    return NOWHERE if theirs.everywhere else theirs & scope


def _count(query: Select[Any]) -> int:
    return db.session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
