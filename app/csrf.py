"""Requests that change something must come from our own pages: told by headers, so that no form carries a token."""

from flask import Flask, abort, current_app, request

SAFE = {"GET", "HEAD", "OPTIONS"}
OWN = {"same-origin", "none"}


def protect(app: Flask) -> None:
    """Refuse every unsafe request whose origin is not ours: Sec-Fetch-Site first, Origin where it is absent."""
    app.before_request(_judge)


def _judge() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in OWN:
            abort(403, "cross_site")
        return
    origin = request.headers.get("Origin")
    if origin is not None:
        if origin != request.host_url.rstrip("/"):
            abort(403, "cross_site")
        return
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        abort(403, "cross_site")
