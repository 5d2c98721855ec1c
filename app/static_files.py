"""Where static files are served: under a name that changes with their content, so that phones may keep them."""

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path

from flask import Flask, Response, send_file

# How every page looks, in the order of the cascade: sent as one sheet, for which a phone asks once.
LOOK = "css/look.css"
SHEETS = (
    "tokens", "base", "layout", "bar", "marks", "rows", "notices", "ways", "sharing", "controls", "fields",
    "tables", "offline",
)  # fmt: skip
KEPT = {".css", ".js", ".svg", ".wasm", ".png", ".webmanifest", ".woff2"}
PAGES = {".html", ".js", ".mo"}


def serve(app: Flask) -> None:
    """Answer the sheets of every page as one, and each file as it is."""

    def static(filename: str) -> Response:
        if filename != LOOK:
            return app.send_static_file(filename)
        content = read(Path(app.static_folder or "") / LOOK)
        return send_file(BytesIO(content), "text/css", etag=hashlib.sha256(content).hexdigest()[:16])

    app.view_functions["static"] = static


def read(path: Path) -> bytes:
    """What is sent for a file, or for the sheets that are sent as one."""
    if not path.as_posix().endswith(LOOK):
        return path.read_bytes()
    return b"\n".join((path.parent / f"{name}.css").read_bytes() for name in SHEETS)


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
    within = {f"css/{name}.css" for name in SHEETS}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in KEPT}
    return sorted((files - within) | {LOOK})


def _named(folder: Path, kinds: set[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in kinds and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
