"""How a route is asked: the method, the address, and what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from tests.access.doors.things import Things
from tests.district import Visitor


@dataclass(frozen=True)
class Door:
    """How a route is asked. `of_a_site`: the address names a thing that belongs to one school."""

    method: str
    path: Callable[[Things], str] | str
    of_a_site: bool = True
    more: Callable[[Things], dict[str, Any]] | None = None
    answers_with_a_page: bool = True

    def ask(self, visitor: Visitor, things: Things) -> int:
        ask = visitor.get if self.method == "GET" else visitor.post
        path = self.path if isinstance(self.path, str) else self.path(things)
        more = self.more(things) if self.more else {}
        return ask(path, **more).status_code


def picture() -> tuple[BytesIO, str]:
    stream = BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, "PNG")
    return BytesIO(stream.getvalue()), "desk.png"


def form(**values: Any) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {
        "data": {name: value(things) if callable(value) else value for name, value in values.items()}
    }
