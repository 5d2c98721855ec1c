"""Assets that hold assets in numbered slots."""

from app.domain import ledger
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset


class NotACart(Refusal):
    """The asset has no slots to load."""

    reason = "not_a_cart"


def load(cart: Asset, asset: Asset, slot: int | None, act: Act) -> None:
    """Put an asset into a slot of a cart. Raises NotACart, NotFromThisState."""
    if not cart.slots:
        raise NotACart(asset=str(cart))
    changes = {"cart_id": cart.id, "slot": slot, "room_id": None}
    ledger.record(asset, "loaded", act, changes=changes, room_id=cart.room_id, details={"cart": str(cart)})
