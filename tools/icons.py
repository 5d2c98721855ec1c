"""One file of all the icons the pages use, drawn from the icon set's own files."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
# A symbol does not inherit these from the file it came from.
PEN = {
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


def sprite(names: list[str], folder: Path) -> str:
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg")
    for name in sorted(set(names)):
        source = folder / f"{name}.svg"
        if not source.is_file():
            sys.exit(f"tools/icons.txt names “{name}”, which is no icon of the set.")
        # The file is the icon set's own, at the hash our lock names.
        drawing = ET.parse(source).getroot()  # noqa: S314
        symbol = ET.SubElement(root, f"{{{SVG}}}symbol", {"id": name, "viewBox": "0 0 24 24", **PEN})
        for stroke in drawing:
            stroke.tail = None
            symbol.append(stroke)
    return ET.tostring(root, encoding="unicode") + "\n"
