"""Assets that hold assets in numbered slots."""

from collections.abc import Iterable

from app.domain import ledger
from app.domain.ledger import Act, Entry
from app.domain.refusals import Refusal
from app.models import Asset


class NotACart(Refusal):
    """The asset has no slots to load."""

    reason = "not_a_cart"


def load(cart: Asset, asset: Asset, slot: int | None, act: Act) -> None:
    """Put an asset into a slot of a cart. Raises NotACart, NotFromThisState."""
    load_all(cart, [(slot, asset, act)])


def load_all(cart: Asset, loaded: Iterable[tuple[int | None, Asset, Act]]) -> None:
    """Fill a cart: each asset with its slot and when it was put there. Raises NotACart, NotFromThisState."""
    if not cart.slots:
        raise NotACart(asset=str(cart))
    ledger.record_all([
        Entry(
            asset, "loaded", act, changes={"cart_id": cart.id, "slot": slot, "room_id": None}, room_id=cart.room_id,
            details={"cart": str(cart)},
        )
        for slot, asset, act in loaded
    ])  # fmt: skip
