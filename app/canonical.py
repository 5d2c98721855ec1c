"""The one way a value is written as JSON when its hash matters: sorted keys, no spaces."""

import json
from typing import Any


class Canonical(str):
    """JSON that is written the one way already."""

    __slots__ = ()


_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Any) -> Canonical:
    """A value as canonical JSON. Raises TypeError for what JSON does not know."""
    return Canonical(_write(value))
