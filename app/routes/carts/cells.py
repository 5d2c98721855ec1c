"""A cart as it is drawn, slot by slot, each with what belongs there. js/carts/cells.js lays it out the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import carts
from app.models import Asset


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot: its number, if it has one, and the device that belongs there, if any does."""

    slot: int | None
    asset: Asset | None

    @property
    def keys(self) -> str:
        """Whatever means the device when it is scanned."""
        return " ".join(dict.fromkeys(code.key for code in self.asset.identifiers)) if self.asset else ""


def cells_of(cart: Asset, contents: Sequence[Asset]) -> list[Cell]:
    """Every numbered slot in its order, then what lies in the cart without a slot of its own."""
    in_slots: defaultdict[int | None, list[Asset]] = defaultdict(list)
    for asset in contents:
        in_slots[asset.slot].append(asset)
    numbers = range(1, (cart.slots or 0) + 1) if carts.is_numbered(in_slots) else ()
    cells = [Cell(number, in_slots[number].pop(0) if in_slots[number] else None) for number in numbers]
    placed = {cell.asset.id for cell in cells if cell.asset}
    return cells + [Cell(None, asset) for asset in contents if asset.id not in placed]
