"""What ITS manages, only ITS moves and hands out. Policy: REG-1, ORG-5."""

from app.domain.access import may
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset

ITS = frozenset({"its"})


class ManagedByITS(Refusal):
    """Centrally managed assets move only by ITS. Policy: REG-1, ORG-5."""

    reason = "managed_by_its"


def refuse_if_central(asset: Asset, act: Act) -> None:
    """Raises ManagedByITS where somebody else than ITS would change the place or the hands of what ITS manages."""
    if asset.managed_by == "its" and act.actor and not may(act.actor, ITS, asset.site_id):
        raise ManagedByITS(asset=str(asset))
