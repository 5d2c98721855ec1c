"""Some lines of a file with everything the register knows of what they name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.codes import look_up_key
from app.domain.register.importing.intake import Intake
from app.domain.register.importing.lines import Line
from app.models import Asset

Codes = list[tuple[str, str]]


class Bearer(NamedTuple):
    """An asset that bears a code."""

    asset_id: int
    site_id: int
    kind: str
    tag: str | None
    state: str


class KnownCart(NamedTuple):
    """A cart with what loading it needs."""

    id: int
    site_id: int
    slots: int | None
    room_id: int | None


@dataclass(slots=True)
class Chunk:
    """`codes` and `carts` are those of the assets that the lines mean; `cart_rooms` says where a cart stands."""

    intake: Intake
    all_lines: list[Line]
    bearers: dict[str, list[Bearer]] = field(default_factory=dict)
    codes: dict[int, Codes] = field(default_factory=dict)
    carts: dict[str, KnownCart] = field(default_factory=dict)
    cart_rooms: dict[int, int | None] = field(default_factory=dict)

    @property
    def lines(self) -> Iterator[Line]:
        """Those that have not been refused."""
        return (line for line in self.all_lines if not line.refused)

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.asset is None]

    @property
    def known(self) -> list[tuple[Line, Asset]]:
        return [(line, line.asset) for line in self.lines if line.asset is not None]

    def cart_of(self, line: Line) -> KnownCart | None:
        """The cart that the row names, if its school has one of that tag."""
        cart = self.carts.get(look_up_key(line.row.cart)) if line.row.cart else None
        return cart if cart and line.site and cart.site_id == line.site.id else None

    def will_have_cart(self, line: Line) -> bool:
        """Whether the row names a cart that there is, or that the file brings."""
        if not line.row.cart:
            return False
        return self.cart_of(line) is not None or look_up_key(line.row.cart) in self.intake.carts
