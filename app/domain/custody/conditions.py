"""In which condition a device goes out and comes back: a word of the district's own list. Policy: CUS-2."""

from app import clock
from app.domain import policy
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset


class UnknownCondition(Refusal):
    """No condition that the district speaks of."""

    reason = "unknown_condition"


def conditions(act: Act | None = None) -> list[str]:
    """The conditions as they hold today, or held when something happened, the one that goes without saying first."""
    found: list[str] = policy.value("conditions", clock.day(act.happened_at) if act else None)
    return found


def condition_of(asset: Asset) -> str:
    """Its condition as far as anybody said."""
    return asset.condition or conditions()[0]


def refuse_unknown(asset: Asset, condition: str | None, act: Act) -> None:
    """What a list said of the device before stays sayable. Raises UnknownCondition."""
    if condition is not None and condition != asset.condition and condition not in conditions(act):
        raise UnknownCondition(condition=condition[:60])
