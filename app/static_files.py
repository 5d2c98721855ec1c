"""Where static files are served: under a name that changes with their content, so that phones may keep them."""

import hashlib
from pathlib import Path

KEPT = {".css", ".js", ".svg", ".wasm", ".png", ".webmanifest", ".woff2"}


def release(folder: Path) -> str:
    """A short name for exactly these files: modules import each other by relative paths and stay of one release."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in KEPT and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
