"""What becomes known of a report afterwards: its numbers, when it was noticed, the word with school police."""

from datetime import date
from typing import Any

from app.domain import ledger, policy
from app.domain.ledger import Act
from app.models import Loss

# Which columns a person may fill in later, and how long a word may be.
TELLABLE = ("police_report", "incident", "noticed_on", "consulted_on", "consultation", "note")
LONGEST = 2000


def tell(loss: Loss, act: Act, **told: Any) -> bool:
    """Fill in what is known now; False, and nothing in the ledger, where that is what is known already.

    The ledger keeps what was said before. Policy: LOSS-1, LOSS-2.
    """
    changed = {name: value for name, value in told.items() if getattr(loss, name) != value}
    if not changed:
        return False
    details: dict[str, Any] = {"report": str(loss.uuid), "kind": loss.kind}
    details |= {name: _plain(value) for name, value in changed.items()}
    details["before"] = {name: _plain(getattr(loss, name)) for name in changed}
    ledger.record(loss.asset, "loss_told", act, details=details)
    for name, value in changed.items():
        setattr(loss, name, value)
    return True


def wants_school_police(loss: Loss) -> bool:
    """Whether the administrator still has to consult school police about it. Policy: LOSS-2."""
    return loss.kind in policy.value("school_police_kinds") and loss.consulted_on is None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
