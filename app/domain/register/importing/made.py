"""What an import makes on the way besides assets, so that it can be said before and after."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Made:
    """By name, so that what a rehearsal makes again and again counts once."""

    sites: dict[str, str] = field(default_factory=dict)
    rooms: set[tuple[str, str]] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def told(self) -> dict[str, tuple[int, list[str]]]:
        """How many of each, and what they are called."""
        named = {
            "sites": [f"{name} ({code})" for code, name in self.sites.items()],
            "rooms": sorted(name for _, name in self.rooms),
            "models": sorted(self.models),
        }
        told = {kind: (len(names), names) for kind, names in named.items()}
        return told | {"people": (len(self.people), [])}
