"""A cart confirmed: a fact, kept however late it is heard and whatever became of the cart meanwhile."""

from typing import Any

from app.domain import carts
from app.domain.carts import NotACart, SlotSeen
from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds.reading import code_in, kept, optional_uuid, require, uuid_of
from app.domain.offline.kinds.refusals import BadPayload, NoSuchThing
from app.domain.offline.named import MOST_SLOTS
from app.models import Asset, SlotCheck
from app.models.carts import SLOT_STATES


def confirm(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    cart = batch.assets.get(uuid_of(operation.payload, "cart"))
    if cart is None:
        raise NoSuchThing(what="cart")
    require(operation, batch, cart.site_id)
    slots = operation.payload.get("slots")
    if not isinstance(slots, list) or len(slots) > MOST_SLOTS:
        raise BadPayload(what="slots")
    if not cart.slots:
        raise NotACart(asset=str(cart))
    told = carts.confirm(cart, [_slot(one, cart, batch) for one in slots], operation.op_id, act)
    return {
        "cart": str(cart.uuid),
        "tag": cart.tag,
        "seen": told.seen,
        "answers": told.check.answers,
        "differing": [_differing(row) for row in told.differing],
    }


def _slot(said: Any, cart: Asset, batch: Batch) -> SlotSeen:
    """A slot as the phone tells it. What was read weighs more than what the phone took it for."""
    if not isinstance(said, dict) or said.get("state") not in SLOT_STATES:
        raise BadPayload(what="state")
    number = said.get("slot")
    if number is not None and (type(number) is not int or not 1 <= number <= (cart.slots or 0)):
        raise BadPayload(what="slot")
    believed = optional_uuid(said, "asset")
    code = None if said.get("code") is None else code_in(said)
    asset = batch.assets.get(believed) if believed else None
    if code is not None:
        asset = _meant(batch.bearing(code), asset, cart)
    return SlotSeen(number, said["state"], asset, None if code is None else kept(code))


def _meant(meant: list[Asset], believed: Asset | None, cart: Asset) -> Asset | None:
    """Of several that bear a code: what the phone took it for, else what is in this cart, else this site's."""
    if believed in meant:
        return believed
    inside = [asset for asset in meant if asset.cart_id == cart.id]
    ours = [asset for asset in meant if asset.site_id == cart.site_id]
    return next((group[0] for group in (inside, ours, meant) if len(group) == 1), None)


def _differing(row: SlotCheck) -> dict[str, Any]:
    """Tags and numbers, and nobody's name."""
    return {
        "slot": row.slot,
        "difference": row.difference,
        "expected": str(row.expected) if row.expected else None,
        "seen": str(row.seen) if row.seen else row.code,
    }
