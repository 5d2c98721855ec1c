"""Several things on one line, parted by dots that never stand at an end of it."""

from typing import Any

from flask import get_template_attribute

DOT = " · "


def parted(line: Any) -> Any:
    """A line as its parts stand in it; whatever is one thing alone, or nothing, as it is."""
    if not isinstance(line, str) or DOT not in line:
        return line
    return get_template_attribute("parts/parted.html", "parted")(line.split(DOT))
