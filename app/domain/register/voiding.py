"""Taking back what was registered in error: the device never was, its codes are free, its story stays."""

from app.domain import ledger
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset
from app.models.register.asset import PLACE

CODES = ("tag", "serial", "wired_mac", "wireless_mac")


class UsedSince(Refusal):
    """Something was done with the device, or somebody saw it: it is there, so its record is corrected instead."""

    reason = "used_since"


def void(asset: Asset, act: Act, *, why: str) -> None:
    """Take a registration back. Raises UsedSince, NotFromThisState."""
    ledger.lock([asset])
    if asset.version > 1 or asset.last_seen_at is not None:
        raise UsedSince(asset=str(asset))
    told = {name: getattr(asset, name) for name in CODES if getattr(asset, name)}
    cleared = asset.giving_up(*CODES, *PLACE)
    ledger.record(
        asset,
        "registration_undone",
        act,
        changes=cleared,
        codes=[],
        room_id=asset.room_id,
        details=told | {"why": why},
    )
