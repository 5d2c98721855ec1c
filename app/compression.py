"""Answers made small for the way to a phone: pages each time, static files once."""

import gzip
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from app import static_files

# Below this the envelope weighs as much as what is saved.
LEAST = 800
KINDS = {
    "application/json",
    "application/javascript",
    "application/manifest+json",
    "application/wasm",
    "image/svg+xml",
}
QUICK, SMALL = 4, 9


def compress(app: Flask) -> None:
    """Answer compressed whoever can read that. No page holds a secret that its length could tell."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    if not _is_worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    if request.endpoint == "static":
        packed = _packed_once(Path(current_app.static_folder or "") / (request.view_args or {})["filename"])
        response.close()
    else:
        packed = gzip.compress(response.get_data(), QUICK, mtime=0)
    response.direct_passthrough = False
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    return response


def _is_worth_it(response: Response) -> bool:
    if response.status_code in (204, 206, 304) or "Content-Encoding" in response.headers:
        return False
    kind = response.mimetype or ""
    if not (kind.startswith("text/") or kind in KINDS):
        return False
    if request.endpoint == "static":
        return response.status_code == 200 and (response.content_length or 0) >= LEAST
    return not response.is_streamed and len(response.get_data()) >= LEAST


@cache
def _packed_once(path: Path) -> bytes:
    """A release's files do not change while it is served."""
    return gzip.compress(static_files.read(path), SMALL, mtime=0)
