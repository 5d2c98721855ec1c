"""A suspected breach of policy: told to ITS by anyone, followed with notes, closed with a last one. Policy: ORG-9."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Breach, BreachNote, Site, User

MOST_LETTERS = 4000
SHOWN = (
    joinedload(Breach.site),
    joinedload(Breach.told_by),
    selectinload(Breach.notes).joinedload(BreachNote.by),
)


class NothingTold(Refusal):
    """It has to say something."""

    reason = "no_word"


class AlreadyClosed(Refusal):
    """The breach is closed."""

    reason = "breach_closed"


def tell(what: str, site: Site | None, act: Act) -> Breach:
    """Tell ITS of a suspected breach. Raises NothingTold."""
    if not what.strip() or act.actor is None:
        raise NothingTold
    told = Breach(what=what.strip()[:MOST_LETTERS], site=site, told_at=act.happened_at, told_by=act.actor)
    db.session.add(told)
    db.session.flush()
    return told


def note(breach: Breach, word: str, act: Act) -> None:
    """Say what was done about it. Raises NothingTold, AlreadyClosed."""
    if not word.strip() or act.actor is None:
        raise NothingTold
    if not breach.open:
        raise AlreadyClosed
    db.session.add(
        BreachNote(breach=breach, at=act.happened_at, by=act.actor, note=word.strip()[:MOST_LETTERS])
    )
    db.session.flush()


def close(breach: Breach, word: str, act: Act) -> None:
    """Close it with a last word. Raises NothingTold, AlreadyClosed."""
    note(breach, word, act)
    breach.closed_at, breach.closed_by = act.happened_at, act.actor
    db.session.flush()


def open_breaches() -> Sequence[Breach]:
    """Those that ITS still follows, oldest first."""
    return _listed(select(Breach).where(Breach.closed_at.is_(None)).order_by(Breach.id))


def told_by(user: User) -> Sequence[Breach]:
    """What somebody told of, newest first."""
    return _listed(select(Breach).where(Breach.told_by_id == user.id).order_by(Breach.id.desc()))


def _listed(query: Select[Breach]) -> Sequence[Breach]:
    return db.session.scalars(query.options(*SHOWN)).all()
