"""The budgets of speed, measured: `make bench`; `--full` adds a million assets."""

import argparse
import gc

from bench import (
    cart_photo,
    certifying,
    devices,
    first_screen,
    importing,
    pages,
    photos,
    queue,
    roster,
    scanner,
    sync,
    verdicts,
)


def main() -> None:
    """Print every figure. They are of this machine: compare them within one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    full = parser.parse_args().full
    gc.freeze()
    for title, part in {
        "Pages": lambda: pages.main((10_000, 100_000, 1_000_000) if full else (10_000, 100_000)),
        "Certifying": certifying.main,
        "What phones send": sync.main,
        "A phone's queue": queue.main,
        "Import": importing.main,
        "A roster": roster.main,
        "Device management": devices.main,
        "Photographs": photos.main,
        "A photo of a cart": cart_photo.main,
        "The scanner": scanner.main,
        "A room without a signal": verdicts.main,
        "The first screen": first_screen.main,
    }.items():
        print(f"\n{title}")
        part()


if __name__ == "__main__":
    main()
