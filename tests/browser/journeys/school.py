"""Marshall Middle, live: the product itself at an address of this machine, on a database of its own."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from uuid import UUID
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from app.db import begin_writing, db
from tests.applications import lent
from tests.at_once import PATIENCE, ended
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


def sign_in_by_hand(page: Page) -> None:
    """Ivy, on the form that is there."""
    page.get_by_label("E-mail").fill("ivy@marshall.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@contextmanager
def open_school(template: Path, folder: Path) -> Iterator[School]:
    """The school, served until the block ends; `template` is a database with the district in it."""
    shutil.copy(template, folder / "rollcall.db")
    with lent(f"sqlite:///{folder / 'rollcall.db'}", folder, dressed=_whole_answers) as app:
        door = Door(app)
        server = make_server("127.0.0.1", 0, door, threaded=True, request_handler=Quiet)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield School(app, f"http://127.0.0.1:{server.server_port}", District())
        finally:
            server.shutdown()
            ended([thread])
            server.server_close()
            door.shut()


class Door:
    """Lets requests in until it is shut, and is shut when the last of them has left."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inside = 0
        self._open = True
        self._changed = Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._changed:
            if not self._open:
                start_response("503 Service Unavailable", [])
                return []
            self._inside += 1
        try:
            return self._app(environ, start_response)
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def shut(self) -> None:
        with self._changed:
            self._open = False
            left = self._changed.wait_for(lambda: self._inside == 0, PATIENCE)
        assert left, f"{self._inside} requests have had no answer within {PATIENCE} s"


def _whole_answers(app: Flask) -> None:
    app.after_request(_whole)


def _whole(response: Response) -> Response:
    """A browser that leaves in the middle of a file would leave the file open."""
    response.direct_passthrough = False
    response.get_data()
    return response
