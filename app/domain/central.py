"""What ITS manages, only ITS moves and checks out. Policy: REG-1, ORG-5."""

from app.domain.access import may
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset, User

ITS = frozenset({"its"})


class ManagedByITS(Refusal):
    """Centrally managed assets move only by ITS. Policy: REG-1, ORG-5."""

    reason = "managed_by_its"


def refuse_if_central(asset: Asset, act: Act) -> None:
    """Raises ManagedByITS where somebody else than ITS would change the place or the hands of what ITS manages."""
    if act.actor and is_kept_from(act.actor, asset):
        raise ManagedByITS(asset=str(asset))


def is_kept_from(user: User, asset: Asset) -> bool:
    """Whether the asset is ITS's to move, and this person is not ITS."""
    return asset.managed_by == "its" and not may(user, ITS, asset.site_id)
