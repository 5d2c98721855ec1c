"""Marshall Middle, live: the product itself at an address of this machine, on a database of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

from flask import Flask, Response
from playwright.sync_api import BrowserContext
from werkzeug.serving import WSGIRequestHandler, make_server

from app.db import begin_writing, db
from tests.conftest import application
from tests.district import PASSWORD, District, Visitor


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Forty files a page are no news."""


@dataclass
class School:
    """The district of the tests behind a real server."""

    app: Flask
    address: str
    district: District

    def sign_in(self, phone: BrowserContext, who: str) -> None:
        """Ivy (or another of the district) signs in on this phone; the form itself has a test of its own."""
        form: dict[str, str | float | bool] = {"email": f"{who}@marshall.test", "password": PASSWORD}
        answer = phone.request.post(f"{self.address}/sign-in", form=form, max_redirects=0)
        assert answer.status == 303, answer.status

    def speak(self, phone: BrowserContext, language: str) -> None:
        """Whoever holds this phone reads in another language from here on."""
        ours = {"Sec-Fetch-Site": "same-origin"}
        answer = phone.request.post(
            f"{self.address}/language", form={"language": language}, headers=ours, max_redirects=0
        )
        assert answer.status == 303, answer.status

    def room(self, code: str) -> UUID:
        with self.app.app_context():
            return self.district.room(code).uuid

    def audit(self, uuid: UUID | str) -> dict[str, Any]:
        """What scripts are told of a count."""
        visitor = Visitor(self.app.test_client())
        visitor.sign_in("ivy@marshall.test")
        return visitor.audit(uuid)

    def faults(self) -> list[str]:
        """What `flask verify` would say."""
        with self.app.app_context():
            return self.district.faults()

    @contextmanager
    def changing(self) -> Iterator[District]:
        """A change that somebody makes on another machine."""
        with self.app.app_context():
            begin_writing()
            yield self.district
            db.session.commit()


@contextmanager
def open_school(empty: Path, folder: Path) -> Iterator[School]:
    """The school, served until the block ends."""
    shutil.copy(empty, folder / "rollcall.db")
    app = application(f"sqlite:///{folder / 'rollcall.db'}", folder)
    app.after_request(_whole)
    with app.app_context():
        district = District.built()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield School(app, f"http://127.0.0.1:{server.server_port}", district)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


def _whole(response: Response) -> Response:
    """A browser that leaves in the middle of a file would leave the file open."""
    response.direct_passthrough = False
    response.get_data()
    return response
