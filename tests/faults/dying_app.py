"""The application on a server that kills itself: with `DIES="in the middle:7"`, the seventh time it gets there.

Nothing of it is in the product: real_server.py makes this the `wsgi` of a real `flask serve`.
"""

import os
import signal
from typing import Any

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event

from app import create_app
from app.db import db

POINTS = ("in the middle", "before the commit", "before the answer")


def made() -> Flask:
    app = create_app({"INSTANCE": os.environ["FOLDER"], "ROLLCALL_PASSWORDS": "cheap"})
    point, _, times = os.environ.get("DIES", "").partition(":")
    if point:
        die_at(app, point, int(times))
    return app


def die_at(app: Flask, point: str, times: int) -> None:
    """Let the process end as a power cut would have it, the given number of times after a phone got that far."""
    left = [times]

    def reached(*_: Any) -> None:
        if has_request_context() and request.path == "/sync":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getppid(), signal.SIGKILL)  # the one that would start another worker
                os.kill(os.getpid(), signal.SIGKILL)

    def on_writing(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO operations"):
            reached()

    def on_answering(response: Response) -> Response:
        reached()
        return response

    with app.app_context():
        if point == "in the middle":
            event.listen(db.engine, "before_cursor_execute", on_writing)
        elif point == "before the commit":
            event.listen(db.engine, "commit", reached)
        else:
            app.after_request(on_answering)
