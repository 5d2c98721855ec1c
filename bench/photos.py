"""How many of the photographs at hand are read, and how long each takes; a cart's photo has its own (cart_photo)."""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image

from app.files.reading import Reading, read_photo
from tests.corpora import CORPORA
from tests.scanning.photographs import photographs, truth_of

SETS = {
    "QR": ("zxing-cpp/qrcode-1", "zxing-cpp/qrcode-2", "zxing-cpp/qrcode-3", "zxing-cpp/qrcode-5"),
    "Data Matrix": ("zxing-cpp/datamatrix-1", "zxing-cpp/datamatrix-3", "zxing-cpp/datamatrix-5"),
    "Code 128": ("zxing-cpp/code128-1", "zxing-cpp/code128-2"),
    "Code 39": ("zxing-cpp/code39-1", "zxing-cpp/code39-2"),
    "ITF": ("zxing-cpp/itf-1",),
    "Code 128, tilted": ("quagga2/code_128",),
    "nothing to read": ("zxing-cpp/falsepositives-1",),
}


def main() -> None:
    if not CORPORA.is_dir():
        sys.exit("photographs are read from ../shared/corpora, which is not here")
    print(f"{'set':18}{'photos':>8}{'read':>6}{'other texts':>13}{'median ms':>11}{'slowest ms':>12}")
    for name, folders in SETS.items():
        tell_set(name, folders)
    print("\nnothing in it")
    for name, photo in blanks().items():
        readings, took = timed(partial(read_photo, photo))
        print(f"  {name}: {len(readings)} read, {took:.0f} ms")


def tell_set(name: str, folders: tuple[str, ...]) -> None:
    read, others, times = 0, 0, []
    for path in photographs(*folders):
        data, truth = path.read_bytes(), truth_of(path)
        readings, took = timed(partial(read_photo, data))
        texts = {reading.text for reading in readings}
        read, others = read + (truth in texts), others + len(texts - {truth})
        times.append(took)
    print(
        f"{name:18}{len(times):>8}{read:>6}{others:>13}{statistics.median(times):>11.0f}{max(times):>12.0f}"
    )


def blanks() -> dict[str, bytes]:
    chance = np.random.default_rng(7)
    grey = Image.new("L", (8064, 6048), 180)
    grain = Image.fromarray(chance.integers(0, 256, (6048, 8064), dtype=np.uint8))
    small = grain.crop((0, 0, 4032, 3024))
    return {
        "a wall, 12 megapixels": saved(grey.crop((0, 0, 4032, 3024))),
        "a wall, 48 megapixels": saved(grey),
        "grain, 12 megapixels": saved(small),
        "grain, 48 megapixels": saved(grain),
    }


def saved(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=60)
    return file.getvalue()


def timed(read: Callable[[], list[Reading]]) -> tuple[list[Reading], float]:
    begun = time.perf_counter()
    readings = read()
    return readings, (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
