"""The headers on every answer: what a page may load, and where an answer may be kept."""

from flask import Flask, Response, current_app, request

POLICY = "; ".join(  # noqa: FLY002 - a table to be read
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Rollcall": "1",
}
# Seconds until it is worth asking again: one who guesses passwords, and one whose turn to write did not come.
RETRY_AFTER = {429: "60", 503: "5"}


def dress(app: Flask) -> None:
    """Put the headers on whatever is answered, errors too."""
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if response.status_code in RETRY_AFTER:
        response.headers.setdefault("Retry-After", RETRY_AFTER[response.status_code])
    if current_app.config["ROLLCALL_HTTPS"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "static" and response.status_code in (200, 304):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("HX-Request")
        response.vary.add("Cookie")
    return response
