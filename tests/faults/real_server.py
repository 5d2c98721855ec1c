"""`flask serve` itself, in processes of its own, at an address of this machine: to be killed, and to come back."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.faults.browsers import Browser, Unheard
from tests.house.tree import ROOT

WSGI = "from tests.faults.dying_app import made\n\napp = made()\n"
PATIENCE = 60
OTHERS = ("ROLLCALL", "DATABASE_URL", "SECRET_KEY", "HOST", "PORT", "FLASK")


@dataclass
class Server:
    """A server that may be started again and again at the same address, on the same database."""

    url: str
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, dies: str = "") -> None:
        """Serve until stopped, killed, or dead by its own hand at a point (see dying_app)."""
        known = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
        own = {
            "DATABASE_URL": self.url, "SECRET_KEY": "for tests alone", "ROLLCALL_JOBS_AT_ONCE": "1",
            "PORT": str(self.port), "PYTHONPATH": str(ROOT), "FOLDER": str(self.folder), "DIES": dies,
        }  # fmt: skip
        (self.folder / "wsgi.py").write_text(WSGI)
        with (self.folder / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
                cwd=self.folder, env=known | own, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self._answers() and not (dies and not self.alive):
            assert self.alive, (self.folder / "said.txt").read_text()
            assert time.monotonic() < until, (self.folder / "said.txt").read_text()
            time.sleep(0.05)

    def _answers(self) -> bool:
        with suppress(Unheard):
            return Browser(self.address, "nobody").ask("GET", "/healthz").status == 200
        return False

    def kill(self) -> None:
        """`kill -9`, all of it at once."""
        if self.process is None:
            return
        with suppress(psutil.NoSuchProcess):
            family = psutil.Process(self.process.pid)
            for one in (family, *family.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


@contextmanager
def real_server(url: str, folder: Path) -> Iterator[Server]:
    """A server on that database, not started yet; whatever still runs at the end is killed."""
    folder.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(url, folder, port)
    try:
        yield server
    finally:
        server.kill()
