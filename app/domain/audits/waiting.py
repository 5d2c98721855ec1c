"""What is heard before the thing it is about, and waits for it: phones may be heard in any order."""

from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.domain.ledger import Act
from app.models import Forerunner


def wait_for(kind: str, about: UUID, act: Act) -> None:
    """Keep an undo of a sighting, or a finish of an audit, until that is heard. Once is enough."""
    if act.actor is None or db.session.scalar(select(Forerunner.id).where(Forerunner.about == about)):
        return
    waiting = Forerunner(kind=kind, about=about, operation=act.operation or about, by_id=act.actor.id)
    waiting.captured_at = act.happened_at
    db.session.add(waiting)
    db.session.flush()
