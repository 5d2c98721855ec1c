"""QR codes as shapes: the smallest symbol that holds a text, at the highest correction that does not enlarge it."""

from dataclasses import dataclass
from functools import lru_cache

QUIET_ZONE = 4


class CodeTooLong(ValueError):
    def __init__(self, content: str) -> None:
        super().__init__(f"A QR code cannot hold these {len(content)} characters.")


@dataclass(frozen=True)
class Symbol:
    """A QR code without its quiet zone: how many modules it is wide, and one path of all the dark ones."""

    size: int
    path: str

    def svg(self, quiet: int = 0) -> str:
        """A picture a module to the unit, with so many light modules around it."""
        width = self.size + 2 * quiet
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-quiet} {-quiet} {width} {width}">'
            f'<path d="{self.path}"/></svg>'
        )


@lru_cache(maxsize=4096)
def draw(content: str) -> Symbol:
    """The symbol of a text. Raises CodeTooLong."""
    smallest = _dark(content, "L")
    corrected = (dark for level in "HQM" if len(dark := _dark(content, level)) == len(smallest))
    dark = next(corrected, smallest)
    return Symbol(len(dark), _outline(dark))


def _dark(content: str, correction: str) -> list[list[bool]]:
    """The modules of a code, row by row; the writer takes digits, capitals or bytes, what is shortest."""
    import numpy as np
    import zxingcpp

    # Two letters such as ÑÑ without a word about their encoding read as Japanese; plain ones need no such word.
    told = {} if content.isascii() else {"eci": "UTF-8"}
    try:
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level=correction, **told)
    except ValueError as error:
        raise CodeTooLong(content) from error
    rows: list[list[bool]] = (np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0).tolist()
    return rows


def _outline(rows: list[list[bool]]) -> str:
    """One path of all dark runs: a single fill shows no seams between rows."""
    return "".join(
        f"M{begin} {y}h{end - begin}v1h{begin - end}z"
        for y, row in enumerate(rows)
        for begin, end in _runs(row)
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return list(zip(edges[::2], edges[1::2], strict=True))
