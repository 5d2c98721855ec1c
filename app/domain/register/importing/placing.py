"""What a row asks to happen to a device that is registered: its state, its place, its holder. Policy: REG-4, REG-10.

A list has no time of its own. So it brings nothing back that was reported lost, and none of the steps that end a
device's life: those are left, and said.
"""

from dataclasses import dataclass, field
from typing import Any

from app.domain.ledger import Entry
from app.domain.lifecycle import placed_state
from app.domain.losses import LOSSES
from app.domain.register.importing.chunk import Chunk, KnownCart
from app.domain.register.importing.directory import KnownRoom
from app.domain.register.importing.lines import Line
from app.domain.register.importing.providing import NOWHERE
from app.models import Asset, Person
from app.models.register.asset import PLACE

IN_USE = frozenset({"received", "in_stock", "deployed", "checked_out"})
PLACED = frozenset({"in_stock", "deployed"})


@dataclass(slots=True)
class Plan:
    """Events to write, and what goes with them."""

    asset: Asset
    entries: list[Entry] = field(default_factory=list)
    checked_in: bool = False
    check_out_to: Person | None = None
    load_into: tuple[int, int | None] | None = None
    moved_to: int | None = None

    @property
    def anything(self) -> bool:
        return bool(self.entries or self.check_out_to or self.load_into)


def plan(line: Line, asset: Asset, chunk: Chunk) -> Plan:
    """What must happen for the register to say what the row says; what may not is warned of."""
    planned = _Planner(line, asset, chunk).planned()
    if planned.anything and asset.managed_by == "its" and not chunk.intake.manages(asset.site_id):
        line.warn("managed_by_its", field="state")
        return Plan(asset)
    return planned


class _Planner:
    def __init__(self, line: Line, asset: Asset, chunk: Chunk) -> None:
        self._line, self._asset, self._chunk = line, asset, chunk
        self._plan = Plan(asset)
        self._details = {"file": chunk.intake.origin, "line": line.number}

    def planned(self) -> Plan:
        asked, has = self._line.row.state, self._asset.state
        if has in NOWHERE:
            self._leave(asked)
        elif self._line.wants_holder():
            self._check_out()
        elif asked in LOSSES:
            self._record(LOSSES[asked], dict.fromkeys((*PLACE, "holder_id")))
        elif asked == "in_repair" and has in IN_USE:
            self._record("sent_to_repair", {"holder_id": None})
        elif asked == "salvage" and has != "salvage":
            self._record(
                "retired", {"holder_id": None, "cart_id": None, "slot": None, **self._room_changes()}
            )
        elif asked in (None, "in_stock", "deployed", has):
            self._place()
        else:
            self._refuse_state()
        return self._plan

    def _leave(self, asked: str | None) -> None:
        row = self._line.row
        if asked and asked != self._asset.state:
            self._refuse_state()
        elif asked is None and (row.room_code or row.room_name or row.cart):
            self._line.warn("place_not_taken", field="room_name", state=self._asset.state)

    def _refuse_state(self) -> None:
        self._line.warn("state_not_taken", field="state", value=self._line.row.state, state=self._asset.state)

    def _check_out(self) -> None:
        holder, has = self._line.holder, self._asset.state
        if holder is None or (has == "checked_out" and self._asset.holder_id == holder.id):
            return
        if has == "salvage" or (has == "checked_out" and self._asset.ecf):
            self._refuse_state()
            return
        if has == "checked_out":
            self._record("checked_in", {"holder_id": None}, to="in_stock")
        elif has == "in_repair":
            self._record("mended", {}, to="in_stock")
        self._plan.check_out_to = holder

    def _place(self) -> None:
        asked, has = self._line.row.state, self._asset.state
        if has == "checked_out":
            self._check_in()
        elif has == "in_repair":
            if asked in PLACED:
                self._record("mended", self._room_changes(), to=asked)
                self._load()
            elif self._room_changes():
                self._line.warn("place_not_taken", field="room_name", state=has)
        elif has == "salvage":
            self._move_salvage()
        elif not self._load():
            self._move()

    def _check_in(self) -> None:
        row = self._line.row
        if row.state in PLACED:
            if self._asset.ecf:  # Back from its holder it goes to ITS. Policy: DIS-4.
                self._refuse_state()
                return
            self._record("checked_in", {"holder_id": None, **self._room_changes()}, to=row.state)
            self._load()
        elif row.state is None and (row.room_code or row.room_name or row.cart):
            value = row.room_name or row.room_code or row.cart
            self._line.warn("still_checked_out", field="room_name", value=value)

    def _move_salvage(self) -> None:
        asked = self._line.row.state
        if asked in PLACED:
            self._record("redeployed", {})
            if not self._load() and (asked == "deployed" or self._room_changes()):
                self._record("moved", self._room_changes(), to=asked)
        elif self._room_changes():
            self._record("salvage_moved", self._room_changes())

    def _move(self) -> None:
        asked, has, room = self._line.row.state, self._asset.state, self._line.room
        changes = self._room_changes()
        state = asked if asked in PLACED else placed_state(room) if room and changes else has
        if changes or (state != has and asked in PLACED):
            self._record("moved", changes, to=state)
            self._plan.moved_to = changes.get("room_id")

    def _room_changes(self) -> dict[str, Any]:
        """Nothing where it stands in that room already, or in a cart that does."""
        room = self._line.room
        if room is None or self._stands_in(room):
            return {}
        return {"room_id": room.id, "cart_id": None, "slot": None}

    def _stands_in(self, room: KnownRoom) -> bool:
        cart_id = self._asset.cart_id
        return (self._chunk.cart_rooms.get(cart_id) if cart_id else self._asset.room_id) == room.id

    def _load(self) -> bool:
        """Whether the row says a cart that there is."""
        row = self._line.row
        cart = self._chunk.cart_of(self._line)
        if cart is None or not cart.slots or cart.id == self._asset.id:
            self._warn_of_cart(cart)
            return False
        slot = row.slot if row.slot is not None or self._asset.cart_id != cart.id else self._asset.slot
        if (self._asset.cart_id, self._asset.slot) != (cart.id, slot):
            self._plan.load_into = (cart.id, slot)
        return True

    def _warn_of_cart(self, cart: KnownCart | None) -> None:
        row = self._line.row
        if row.cart and (cart or not self._chunk.will_have_cart(self._line)):
            self._line.warn("not_a_cart" if cart else "cart_unknown", field="cart", value=row.cart)

    def _record(self, action: str, changes: dict[str, Any], to: str | None = None) -> None:
        """One event, with only those columns that it changes; a holder it takes the device from is named in it."""
        asset, person_id = self._asset, None
        if "holder_id" in changes and asset.holder_id and not self._plan.checked_in:
            person_id, self._plan.checked_in = asset.holder_id, True
        told = {name: value for name, value in changes.items() if getattr(asset, name) != value}
        self._plan.entries.append(
            Entry(
                asset, action, self._chunk.intake.act, told, to=to, person_id=person_id, room_id=asset.room_id,
                details=self._details,
            )
        )  # fmt: skip
