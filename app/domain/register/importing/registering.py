"""New devices of a file, many at a time: where each stands, and its first event. Policy: REG-3, REG-4."""

from datetime import date
from typing import Any

from app import clock
from app.db import insert_all
from app.domain.ledger import Act, NewAsset
from app.domain.lifecycle import placed_state
from app.domain.register.importing.chunk import Chunk, KnownCart
from app.domain.register.importing.columns import codes_with, columns_of
from app.domain.register.importing.headings import REFUSED_BECAUSE
from app.domain.register.importing.intake import Intake
from app.domain.register.importing.lines import Line
from app.domain.register.importing.providing import NOWHERE
from app.domain.register.registering import enter
from app.models import Checkout

LONGEST_EXTRA = 500


def register_new(chunk: Chunk) -> None:
    """Register what is not in the register yet; carts first, so that others can stand in them."""
    new = chunk.new
    for lines in ([line for line in new if line.row.slots], [line for line in new if not line.row.slots]):
        keys = enter([_new(line, chunk) for line in lines], chunk.intake.act)
        for line, key in zip(lines, keys, strict=True):
            line.changed = True
            if line.row.slots and line.tag_key and line.site:
                room_id = line.room.id if line.room else None
                chunk.carts[line.tag_key] = KnownCart(key, line.site.id, line.row.slots, room_id)
        insert_all(Checkout, [
            {
                "asset_id": key, "person_id": line.holder.id, "began_at": _since(line, chunk.intake.act),
                "condition_out": line.row.condition,
            }
            for line, key in zip(lines, keys, strict=True)
            if line.holder and line.wants_holder()
        ])  # fmt: skip


def _new(line: Line, chunk: Chunk) -> NewAsset:
    site = line.site
    if site is None:
        raise TypeError(line)
    row, standing = line.row, _standing(line, chunk)
    columns = {"managed_by": line.managed_by} | columns_of(line) | standing
    columns |= {"tag": row.tag, "site_id": site.id, "model_id": line.model_id}
    return NewAsset(columns, codes_with(columns, line, ()), chunk.intake.act, _details(line, chunk.intake))


def _standing(line: Line, chunk: Chunk) -> dict[str, Any]:
    """State, place and holder, such that they agree with each other."""
    state = line.row.state
    if line.wants_holder() and line.holder:
        return {"state": "checked_out", "holder_id": line.holder.id}
    if state in NOWHERE:
        return {"state": state}
    if state == "checked_out":
        state = None
    place = _in_cart(line, chunk) or ({"room_id": line.room.id} if line.room else {})
    if state is None:
        in_use = chunk.will_have_cart(line)
        state = "deployed" if in_use else placed_state(line.room) if line.room else "in_stock"
    return {"state": state, **place}


def _in_cart(line: Line, chunk: Chunk) -> dict[str, Any]:
    if not line.row.cart:
        return {}
    cart = chunk.cart_of(line)
    if cart is None:
        if not chunk.will_have_cart(line):
            line.warn("cart_unknown", field="cart", value=line.row.cart)
        return {}
    if not cart.slots:
        line.warn("not_a_cart", field="cart", value=line.row.cart)
        return {}
    return {"cart_id": cart.id, "slot": line.row.slot}


def _details(line: Line, intake: Intake) -> dict[str, Any]:
    """From which line of which file, with what the file said that the register has no column for."""
    details: dict[str, Any] = {"file": intake.origin, "line": line.number}
    if line.row.extra and intake.keeps_extra:
        details["extra"] = {
            name: value[:LONGEST_EXTRA] for name, value in line.row.extra if name != REFUSED_BECAUSE
        }
    if line.row.due_back_on:
        details["due_back_on"] = line.row.due_back_on.isoformat()
    if line.holder and not line.wants_holder():
        details["held_by"] = str(line.holder.uuid)
    return details


def _since(line: Line, act: Act) -> Any:
    said: date | None = line.row.checked_out_on
    return min(clock.midnight(said), act.happened_at) if said else act.happened_at
