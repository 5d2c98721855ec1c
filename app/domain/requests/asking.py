"""Asking for a change of a device. Policy: ORG-10."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.ledger import Act
from app.domain.lifecycle import GONE
from app.domain.refusals import Refusal
from app.models import Asset, Person, Request, Room, User
from app.models.requests import REQUEST_KINDS

LONGEST_NOTE = 1000


class AlreadyWanted(Refusal):
    """Somebody asked for this change of this device, and it waits for an answer."""

    reason = "already_wanted"


class NotToBeAsked(Refusal):
    """Nothing of this kind can be done with a device in this state."""

    reason = "not_to_be_asked"


def ask(
    asset: Asset,
    kind: str,
    act: Act,
    *,
    note: str = "",
    room: Room | None = None,
    person: Person | None = None,
) -> Request:
    """Ask the site's IDM for a change. Raises AlreadyWanted, NotToBeAsked."""
    if kind not in REQUEST_KINDS or asset.state in GONE:
        raise NotToBeAsked(asset=str(asset))
    same = select(Request.id).where(
        Request.asset_id == asset.id, Request.kind == kind, Request.answer.is_(None)
    )
    if db.session.scalar(same):
        raise AlreadyWanted(asset=str(asset))
    asked = Request(
        site_id=asset.site_id, asset=asset, kind=kind, note=note.strip()[:LONGEST_NOTE] or None,
        room=room if room and room.site_id == asset.site_id else None,
        person=person if person and person.site_id == asset.site_id else None,
        asked_at=act.happened_at, asked_by=act.actor,
    )  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    return asked


def open_requests(scope: Scope) -> Select[Request]:
    """The requests of a scope that nobody has answered."""
    return select(Request).where(scope.where(Request.site_id), Request.answer.is_(None))


def open_requests_about(asset: Asset) -> Sequence[Request]:
    """What its site was asked for and has not answered."""
    query = select(Request).where(Request.asset_id == asset.id, Request.site_id == asset.site_id)
    query = query.where(Request.answer.is_(None)).order_by(Request.id)
    return db.session.scalars(query.options(joinedload(Request.asked_by))).all()


def asked_by(user: User) -> Select[Request]:
    """What a person asked for."""
    return select(Request).where(Request.asked_by_id == user.id)


def unread_answers(user: User) -> Select[Request]:
    """The answers that a person has not read yet."""
    return asked_by(user).where(
        Request.answer.in_(("carried_out", "declined")),
        Request.read_at.is_(None),
        Request.answered_by_id != user.id,
    )
