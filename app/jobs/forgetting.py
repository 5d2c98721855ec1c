"""Every night: what the district keeps no longer is forgotten."""

from app import clock
from app.db import begin_writing, db
from app.domain import looks
from app.jobs import at_home, regularly


@regularly(hour="3", minute="20")
def every_night() -> None:
    """Forget what is older than the policy says."""
    forget_looks()


def forget_looks() -> int:
    """Forget old looks at students, some at a time so that nobody waits long; says how many."""
    gone = 0
    with at_home():
        while True:
            begin_writing()
            some = looks.forget(clock.now())
            db.session.commit()
            gone += some
            if not some:
                return gone
