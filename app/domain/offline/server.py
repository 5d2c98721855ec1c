"""What the server knows of itself: the epoch, which changes when a backup is restored."""

from sqlalchemy import select, update

from app.db import db, uuid7
from app.models import ServerState


def server_state() -> ServerState:
    """The one row, made the first time."""
    state = db.session.scalar(select(ServerState).limit(1))
    if state is None:
        state = ServerState(epoch=uuid7().hex, demonstration=False)
        db.session.add(state)
        db.session.flush()
    return state


def next_number() -> int:
    """A number that no phone ever had. Two new phones at once take turns."""
    state = server_state()
    counted = update(ServerState).values(phones_numbered=ServerState.phones_numbered + 1)
    db.session.execute(counted.execution_options(synchronize_session=False))
    db.session.refresh(state)
    return state.phones_numbered


def server_epoch() -> str | None:
    """The epoch, as phones compare it."""
    return db.session.scalar(select(ServerState.epoch).limit(1))
