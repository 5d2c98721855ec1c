"""What an import makes on the way besides assets, so that it can be said before and after."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Made:
    """By name, so that what a rehearsal makes again and again counts once."""

    sites: dict[str, str] = field(default_factory=dict)
    rooms: set[tuple[str, str]] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
