"""Device management and the register compared: after every export, and every night."""

from collections.abc import Callable

from app.db import begin_writing, db
from app.domain import devices
from app.jobs import regularly


def reconcile_all(heard: Callable[[], None] | None = None) -> int:
    """Every portion in a transaction of its own, so that phones get their turn; how many conflicts are new.

    `heard` is called after each, where somebody waits for it.
    """
    found, portions = 0, list(devices.all_portions())
    db.session.rollback()
    for portion in portions:
        begin_writing()
        found += devices.reconcile(portion)
        if heard:
            heard()
        db.session.commit()
    return found


@regularly(hour="4", minute="10")
def compare() -> None:
    """Days pass without an export too: whoever was heard of a month ago is silent now."""
    reconcile_all()
