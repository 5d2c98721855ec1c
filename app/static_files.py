"""Where static files are served: under a name that changes with their content, so that phones may keep them."""

import hashlib
from functools import cache
from pathlib import Path

KEPT = {".css", ".js", ".svg", ".wasm", ".png", ".webmanifest", ".woff2"}
PAGES = {".html", ".js", ".mo"}


@cache
def release(folder: Path) -> str:
    """A short name for exactly these files: modules import each other by relative paths and stay of one release."""
    return _named(folder, KEPT)


@cache
def release_with_pages(app: Path) -> str:
    """A short name for the static files, the pages and their words: whatever of them changes, it is another."""
    parts = (release(app / "static"), _named(app / "templates", PAGES), _named(app / "translations", PAGES))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


@cache
def carried(folder: Path) -> list[str]:
    """Every static file that pages ask for: what a phone takes along."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in KEPT)


def _named(folder: Path, kinds: set[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in kinds and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
