"""Who may send what to another site. Policy: ORG-5, ORG-7, DIS-4."""

from app.domain import carts, policy
from app.domain.access import may
from app.domain.central import ITS, ManagedByITS
from app.domain.ledger import Act
from app.domain.lifecycle import RULES, NotFromThisState
from app.domain.refusals import Refusal
from app.domain.transfers.lines import OnTheWayAlready
from app.models import Asset, User


class OnlyITSSends(Refusal):
    """In this district IT owns the devices: only ITS sends between sites. Policy: ORG-7."""

    reason = "only_its_sends"


class LentByITS(Refusal):
    """An ECF device belongs to ITS: the site it was given to lends it, and sends it nowhere. Policy: DIS-4."""

    reason = "lent_by_its"


class CheckInFirst(Refusal):
    """A person holds the device: it is checked in before it is sent."""

    reason = "check_in_first"


class OfAnotherSite(Refusal):
    """A site sends what is its own."""

    reason = "of_another_site"


def may_send(user: User | None, site_id: int) -> bool:
    """Whether this person may send away what a site has; the command line may. Policy: ORG-7."""
    if user is None or may(user, ITS, site_id):
        return True
    return bool(policy.value("ownership") == "site_owned")


def refuse_if_others_send(site_id: int, act: Act) -> None:
    """Raises OnlyITSSends."""
    if not may_send(act.actor, site_id):
        raise OnlyITSSends


def hindrance(asset: Asset, site_id: int, act: Act) -> Refusal | None:
    """Why an asset cannot be sent from a site by this person, if it cannot."""
    if asset.site_id != site_id:
        return OfAnotherSite(site=asset.site.name)
    return _kept_from_sites(asset, site_id, act) or _not_from_state(asset)


def _not_from_state(asset: Asset) -> Refusal | None:
    if asset.slots and carts.open_checkout(asset) is not None:
        return CheckInFirst(asset=str(asset))
    if asset.state in RULES["sent"].sources:
        return None
    named = {"checked_out": CheckInFirst, "in_transit": OnTheWayAlready}.get(asset.state)
    return named(asset=str(asset)) if named else NotFromThisState(action="sent", state=asset.state)


def _kept_from_sites(asset: Asset, site_id: int, act: Act) -> Refusal | None:
    """What only ITS sends. Policy: ORG-5, DIS-4."""
    if act.actor is None or may(act.actor, ITS, site_id):
        return None
    if asset.managed_by == "its":
        return ManagedByITS(asset=str(asset))
    return LentByITS(asset=str(asset)) if asset.ecf else None
