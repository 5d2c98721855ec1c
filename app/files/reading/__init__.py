"""Every code that can be read in one photograph, and where in it each one is."""

import time
from collections.abc import Callable, Iterable

from PIL import Image
from zxingcpp import BarcodeFormat, Binarizer

from app.files import images
from app.files.reading.frames import Frame
from app.files.reading.search import Reading, Search
from app.files.reading.sights import LINEAR

__all__ = ["Reading", "read_photo"]

QR = (BarcodeFormat.QRCode,)

A_FEW = 4
# A larger photo has pixels enough; beyond this, looking again costs more than it finds.
ENLARGED_PIXELS = 16_000_000
TURNED_PIXELS = 4_000_000
TURNS = (15, -15, 30, -30, 45, 7, -7, 22, -22, 37, -37)


def read_photo(
    photo: bytes | Image.Image,
    *,
    fits: Callable[[str], bool] = lambda _: False,
    codabar: bool = False,
    patience: float = 5.0,
) -> list[Reading]:
    """The codes of a photograph, from top to bottom.

    `fits` says whether a text looks like one of our tags: then one reading of a linear code is enough,
    otherwise two must agree. After `patience` seconds what was read so far is the answer.
    """
    taken = Frame(
        images.as_grey(photo) if isinstance(photo, Image.Image) else images.open_picture(photo, grey=True)
    )
    linear = (*LINEAR, BarcodeFormat.Codabar) if codabar else LINEAR
    others = (BarcodeFormat.DataMatrix, *linear)
    search = Search(taken, linear, fits, until=time.monotonic() + patience)
    _look_upright(search, QR)
    if len(search.believed) < A_FEW:
        _look_upright(search, others)
    if not search.believed:
        _look_at_the_spoiled(search, (*QR, *others))
    if search.has_linear or not search.believed:
        _look_at_the_tilted(search)
    return search.readings()


def _look_upright(search: Search, formats: Iterable[BarcodeFormat]) -> None:
    """As taken, then sharpened, then enlarged, while that still finds something new. Never shrunk first."""
    taken = search.taken
    looks: list[Callable[[], Frame]] = [lambda: taken, lambda: taken.sharpened]
    if taken.pixels <= ENLARGED_PIXELS:
        looks.append(lambda: taken.resized(2))
    for look in looks:
        if search.is_over or (not search.look([look()], formats) and search.believed):
            return


def _look_at_the_spoiled(search: Search, formats: Iterable[BarcodeFormat]) -> None:
    """Worn or grainy codes: one threshold for the whole picture, or half its size, smooths them."""
    half = search.taken.halved()
    search.look([search.taken, half], formats, binarizer=Binarizer.GlobalHistogram)
    search.look([half], formats)


def _look_at_the_tilted(search: Search) -> None:
    """Linear codes far off the axes: in a smaller frame first, where turning is quick."""
    taken = search.taken
    small = taken.at_most(TURNED_PIXELS)
    looks: tuple[Callable[[], Frame], ...] = (
        lambda: small,
        lambda: small.sharpened,
        lambda: (
            taken.at_most(2 * TURNED_PIXELS)
            if small is not taken
            else taken.resized(2).at_most(TURNED_PIXELS).sharpened
        ),
    )
    for look in looks:
        if search.is_over:
            return
        frame = look()
        if not search.look((frame.turned(turn) for turn in TURNS), search.linear) and search.believed:
            return
