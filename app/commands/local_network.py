"""The way in for phones on the same network: HTTPS they can trust, and a page that tells them how."""

import io
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from multiprocessing import get_context
from pathlib import Path

import click
from flask import current_app, render_template
from qrcode.main import QRCode

from app import static_files
from app.files import local_authority
from app.files.local_authority import NoLocalNetwork, Trusted
from app.language import LANGUAGES

CERTIFICATE = "/rollcall.crt"
Pages = dict[str, tuple[str, bytes]]


@dataclass
class Network:
    host: str
    files: Trusted
    address: str
    port: int
    page: str
    pages: Pages

    def invitation(self) -> str:
        """What the terminal shows: a code for the phone's camera, and the addresses in words."""
        code = QRCode(border=2)
        code.add_data(self.page)
        drawn = io.StringIO()
        code.print_ascii(out=drawn, invert=True)
        return (
            f"{drawn.getvalue()}\n"
            f"  A phone on this network opens {self.page} first (the code above).\n"
            f"  There it learns to trust this server; until it does, Rollcall works, but not offline.\n"
            f"  The authority's SHA-256 fingerprint:\n  {local_authority.fingerprint(self.files)}\n"
        )


def open_to_phones(host: str, port: int) -> Network:
    """Certificates for this machine's addresses, or for the one that was named, and the page about them."""
    named = [] if host in {"127.0.0.1", "0.0.0.0", "localhost"} else [IPv4Address(host)]  # noqa: S104 - not bound
    try:
        addresses = named or local_authority.local_addresses()
    except NoLocalNetwork:
        raise click.ClickException(
            "This machine is on no local network that a phone could reach it by."
        ) from None
    files = local_authority.trusted(
        Path(current_app.instance_path) / "authority", addresses, socket.gethostname()
    )
    address = f"https://{addresses[0]}:{port}"
    return Network(
        host=host if named else "0.0.0.0",  # noqa: S104 - that is what --lan asks for
        files=files,
        address=address,
        port=port + 1,
        page=f"http://{addresses[0]}:{port + 1}/",
        pages=pages(files, address),
    )


def pages(files: Trusted, address: str) -> Pages:
    """Everything the plain page can be asked for: itself in each language, the certificate, its looks."""
    held: Pages = {CERTIFICATE: ("application/x-x509-ca-cert", local_authority.authority_der(files))}
    for language in LANGUAGES:
        with current_app.test_request_context("/", headers={"Accept-Language": language}):
            page = render_template(
                "local_network/trusting.html",
                address=address,
                certificate=CERTIFICATE,
                fingerprint=local_authority.fingerprint(files),
                lang=language,
                languages=LANGUAGES,
            )
        held[f"/{language}"] = ("text/html; charset=utf-8", page.encode())
    static = Path(str(current_app.static_folder))
    for file in [*static.glob("css/*.css"), *static.glob("*.svg")]:
        kind = "text/css" if file.suffix == ".css" else "image/svg+xml"
        held[f"{current_app.static_url_path}/{file.relative_to(static).as_posix()}"] = (
            kind,
            file.read_bytes(),
        )
    look = f"{current_app.static_url_path}/{static_files.LOOK}"
    return held | {look: ("text/css", static_files.read(static / static_files.LOOK))}


@contextmanager
def handing_out(network: Network | None) -> Iterator[None]:
    """The plain page is served from a process of its own for as long as this lasts."""
    if network is None:
        yield
        return
    process = get_context("spawn").Process(
        target=hand_out, args=(network.host, network.port, network.pages), daemon=True
    )
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def hand_out(host: str, port: int, held: Pages) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = held.get(self.path.partition("?")[0]) or held[self.own_language()]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def own_language(self) -> str:
            asked = self.headers.get("Accept-Language", "").lower()
            first = min(LANGUAGES, key=lambda language: asked.find(language) % (len(asked) + 1))
            return f"/{first}"

        def log_message(self, *_said: object) -> None:
            """Say nothing: the terminal is showing a code to be scanned."""

    ThreadingHTTPServer((host, port), Desk).serve_forever()
