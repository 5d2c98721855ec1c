"""The hands of a story."""

from dataclasses import replace
from datetime import datetime

from app.domain.ledger import Act


class Told(Act):
    """A hand whose doings were heard of at once, on the day they happened: so an old district's ledger reads."""

    __slots__ = ()

    def at(self, instant: datetime) -> Act:
        """The same hand at another time."""
        return replace(self, happened_at=instant, heard_at=instant)
