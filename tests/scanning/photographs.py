"""Photographs of labels that people took, and what stands on them."""

from collections.abc import Iterator
from pathlib import Path

from tests.corpora import corpus


def photographs(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(corpus(f"barcode-photos/{folder}").iterdir()):
            if path.suffix in {".png", ".jpg", ".webp"}:
                yield path


def truth_of(photograph: Path) -> str | None:
    """What is printed in the bars; None where nobody could ever tell."""
    for suffix, encoding in ((".txt", "utf-8"), (".bin", "latin-1")):
        beside = photograph.with_suffix(suffix)
        if beside.exists():
            text = beside.read_bytes().decode(encoding).removeprefix("\x1d")
            return None if text == "<unkown>" else text
    return None
