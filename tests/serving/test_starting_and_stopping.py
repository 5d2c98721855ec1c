"""The first start on a new machine, its second, and its end; phones on the network find their way in."""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, OpenerDirector, Request, build_opener, urlopen

import psutil
import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 90
SPARE = {"DATABASE_URL", "SECRET_KEY", "HOST", "PORT", "FLASK_APP"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The application as it lies on a machine where it has never run, but for what Python compiled of it."""
    for part in ("app", "migrations"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "wsgi.py", tmp_path)
    return tmp_path


@contextmanager
def started(checkout: Path, *options: str, **environment: str) -> Iterator[tuple[int, Path]]:
    """`flask serve` in that checkout: its port, and the file of what it says. Ctrl-C must end it well."""
    port = free_ports()
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ROLLCALL") and name not in SPARE
    }
    said = checkout / "said.txt"
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve", *options],
            cwd=checkout,
            env={**known, **environment, "PORT": str(port), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a terminal of its own, as it were
        )
    try:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in said.read_text():
            assert server.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
            time.sleep(0.05)
        yield port, said
    except Exception as trouble:
        trouble.add_note(said.read_text())
        raise
    finally:
        family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGINT)
        _ended, left = psutil.wait_procs(family, PATIENCE)
        server.wait(PATIENCE)
    assert left == []
    assert server.returncode == 0, said.read_text()
    assert "Traceback" not in said.read_text()


def free_ports() -> int:
    """A port nobody uses, whose neighbour is free as well."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def opened(url: str, browser: OpenerDirector | None = None, **form: str) -> str:
    """The page at that address, asked for until the server listens."""
    until = time.monotonic() + PATIENCE
    origin = re.match(r"\w+://[^/]+", url)
    headers = {"Origin": origin[0] if origin else "", "Sec-Fetch-Site": "same-origin"}
    request = Request(url, urlencode(form).encode() if form else None, headers)  # noqa: S310 - our own
    while True:
        try:
            with (browser.open if browser else urlopen)(request, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except URLError as refusal:
            if not isinstance(refusal.reason, ConnectionRefusedError) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_the_first_start_serves_all_whom_it_names_and_ctrl_c_ends_it(checkout: Path) -> None:
    with started(checkout) as (port, said):
        assert json.loads(opened(f"http://127.0.0.1:{port}/healthz"))["status"] == "ok"
        assert f"http://127.0.0.1:{port}" in said.read_text()
        password = re.findall(r"password is (\S+)", said.read_text())
        accounts = re.findall(r"\S+@demo\.test", said.read_text())
        assert len(accounts) == 8
        for account in accounts:
            browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
            opened(f"http://127.0.0.1:{port}/sign-in", browser)
            page = opened(f"http://127.0.0.1:{port}/sign-in", browser, email=account, password=password[0])
            assert 'name="password"' not in page, account
    with started(checkout) as (port, _said):
        assert json.loads(opened(f"http://127.0.0.1:{port}/healthz"))["status"] == "ok"


def test_a_taken_port_is_refused_in_words(checkout: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)],
            cwd=checkout,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert answer.returncode == 1
    assert f"make run PORT={port + 1}" in answer.stderr
    assert not (checkout / "instance" / "rollcall.db").exists()


def test_a_phone_on_the_network_learns_to_trust_the_server(checkout: Path) -> None:
    """The page is plain HTTP; with the certificate it hands out, the phone believes the server's HTTPS."""
    if sys.platform != "linux":
        pytest.skip("needs a second loopback address")
    network = {"HOST": "127.0.0.2", "ROLLCALL_HTTPS": "1"}
    with started(checkout, "--lan", **network) as (port, said):
        page = opened(f"http://127.0.0.2:{port + 1}/")
        assert f"https://127.0.0.2:{port}" in page
        assert 'lang="es"' in opened(f"http://127.0.0.2:{port + 1}/es")
        with urlopen(f"http://127.0.0.2:{port + 1}/rollcall.crt") as answer:
            assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
            certificate = ssl.DER_cert_to_PEM_cert(answer.read())
        phone = build_opener(HTTPSHandler(context=ssl.create_default_context(cadata=certificate)))
        assert json.loads(opened(f"https://127.0.0.2:{port}/healthz", phone))["status"] == "ok"
        assert "fingerprint" in said.read_text()
