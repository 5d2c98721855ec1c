"""Rollcall on this machine, ready to be used: `flask serve`."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.commands import local_network
from app.commands.demo import load_first_time
from app.db import db

TARGET = "wsgi:app"
# SQLite lets one write at a time, so more threads only wait in longer lines; but whoever sends slowly holds one.
THREADS = 16
HEADERS_WITHIN = 10_000  # milliseconds; granian has no such limit for what follows them
PATIENCE = 10  # seconds that a piece of work is given to end
ACCOUNTS = {
    "idm@demo.test": "inventory device manager",
    "teacher@demo.test": "teacher",
    "principal@demo.test": "principal",
    "finance@demo.test": "front office",
    "technician@demo.test": "IT support technician",
    "region@demo.test": "region administrator",
    "its@demo.test": "district IT",
    "auditor@demo.test": "auditor",
}
PASSWORD = "rollcall-demo"  # noqa: S105 - refused outside demonstration data, and promised in the README


@click.command()
@click.option(
    "--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen at (HOST)."
)
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port to listen at (PORT).")
@click.option("--lan", is_flag=True, help="HTTPS for the phones on this network; needs ROLLCALL_HTTPS=1.")
@with_appcontext
def serve(host: str, port: int, *, lan: bool) -> None:
    """Bring the database up to date, load the demonstration the first time, and serve until Ctrl-C."""
    if lan and not current_app.config["ROLLCALL_HTTPS"]:
        raise click.UsageError("--lan needs ROLLCALL_HTTPS=1 in the environment; make run LAN=1 sets it.")
    network = local_network.open_to_phones(host, port) if lan else None
    address = network.address if network else f"http://{host}:{port}"
    host = network.host if network else host
    refuse_taken(host, port)
    upgrade()
    demonstrated = not os.environ.get("DATABASE_URL") and load_first_time()
    db.session.remove()
    db.engine.dispose()  # a connection must not be shared with the processes that follow
    with doing_jobs(), local_network.handing_out(network):
        click.echo(welcome(address, demonstrated=demonstrated))
        click.echo(network.invitation() if network else "")
        listen(host, port, network)


def refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise click.ClickException(
                f"{host}:{port} cannot be used ({refusal.strerror}). Try: make run PORT={port + 1}"
            ) from None


@contextmanager
def doing_jobs() -> Iterator[None]:
    """Long work happens in a process of its own, so that it never holds up an answer."""
    if current_app.config["ROLLCALL_JOBS_AT_ONCE"]:
        yield
        return
    command = [sys.executable, "-m", "flask", "--app", TARGET.partition(":")[0], "jobs"]
    worker = subprocess.Popen(command, cwd=Path(current_app.root_path).parent, process_group=0)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()  # work begun is done again at the next start


def listen(host: str, port: int, network: local_network.Network | None) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server.common import AbstractServer

    https: dict[str, Any] = (
        {"ssl_cert": network.files.certificate, "ssl_key": network.files.key} if network else {}
    )
    granian: AbstractServer[Any] = Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
        **https,
    )
    # A terminal that is closed is no wish to start afresh, which is what granian takes it for.
    granian.on_startup(lambda: signal.signal(signal.SIGHUP, granian.signal_handler_interrupt))
    granian.serve(target_loader=load_apart)


def load_apart(target: str) -> Callable[..., Any]:
    """The application, in a process that Ctrl-C does not reach: told to end by two at once, it may hang."""
    os.setpgid(0, 0)
    module, _, name = target.partition(":")
    app: Callable[..., Any] = getattr(import_module(module), name)
    return app


def welcome(address: str, *, demonstrated: bool) -> str:
    lines = ["", f"  Rollcall is at {address}", ""]
    if demonstrated:
        lines += [f"  Sign in as one of these; the password is {PASSWORD}", ""]
        lines += [f"    {email:<22}{who}" for email, who in ACCOUNTS.items()]
        lines += [""]
    return "\n".join([*lines, "  Ctrl-C ends it."])
