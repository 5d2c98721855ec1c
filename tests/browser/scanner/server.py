"""The server behind the scanner's test page: it renders the real partial and reads photographs for real."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import zxingcpp
from flask import Flask, Response, abort, jsonify, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader
from PIL import Image, UnidentifiedImageError
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.at_once import ended

APP = Path(__file__).resolve().parents[3] / "app"
LARGEST = 2_000_000
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_harness() -> Flask:
    app = Flask(__name__, static_folder=APP / "static", static_url_path="/static/r1")
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(APP / "templates"), FileSystemLoader(Path(__file__).parent)]
    )
    app.jinja_env.globals["_"] = lambda words: words
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.after_request(strictly)
    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/watch.js", view_func=watch)
    app.add_url_rule("/scan/photo", view_func=photo, methods=["POST"])
    return app


@contextmanager
def serving() -> Iterator[str]:
    """The harness at a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, create_harness(), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        ended([thread])
        server.server_close()


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Thirty files a page are no news."""


def strictly(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Permissions-Policy"] = "camera=(self)"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Rollcall"] = "1"
    # A browser that leaves in the middle of a file would leave the file open.
    response.direct_passthrough = False
    response.get_data()
    return response


def page() -> str:
    return render_template("page.html", **request.args.to_dict())


def watch() -> Response:
    script = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
    return Response(script, mimetype="text/javascript")


def photo() -> Response | tuple[str, int]:
    if request.headers.get("X-Rollcall") != "1":
        abort(403)
    sent = request.files["photo"].read()
    if not sent.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")):
        abort(415)
    try:
        picture = Image.open(BytesIO(sent)).convert("L")
    except (UnidentifiedImageError, OSError):
        abort(422)
    return jsonify(
        [told(code) for code in zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)]
    )


def told(code: zxingcpp.Barcode) -> dict[str, Any]:
    return {"text": code.text, "format": code.format.name, "position": str(code.position), "asset": None}
