"""One request for every route, about a thing of Marshall Middle, and the same about a thing of Lincoln High."""

from importlib import import_module
from pkgutil import iter_modules

from tests.access.doors.door import Door
from tests.access.doors.things import Things, things_of

# Each module with DOORS has those of a feature; the others make its things.
_FEATURES = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
DOORS: dict[str, Door] = {
    name: door for feature in _FEATURES for name, door in getattr(feature, "DOORS", {}).items()
}

__all__ = ["DOORS", "Door", "Things", "things_of"]
