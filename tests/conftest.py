"""A real database for every test, a district in it, and people who sign in."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from app import clock
from app.db import db
from tests import postgres
from tests.applications import application as application  # noqa: PLC0414 - asked for here by many
from tests.applications import lent, migrate
from tests.district import District, Visitor
from tests.phones import Phone
from tests.put_back import Shelf

BOTH = (
    "accessories",
    "syncing",
    "requests",
    "ledger",
    "register",
    "audits",
    "offline",
    "custody",
    "carts",
    "devices",
    "receiving",
    "importing",
    "faults",
    "certification",
    "looks",
    "losses",
    "transfers",
)
# A busy machine is no fault: how long a thing takes is for bench/ to say.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
MORNING = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What concerns the ledger, the counting, phones and imports is told twice: on SQLite and on PostgreSQL."""
    if "kind_of_database" in metafunc.fixturenames:
        folder = Path(str(metafunc.definition.path)).parent.name
        postgresql = pytest.param("postgresql", marks=pytest.mark.slow)
        kinds = ["sqlite", postgresql] if folder in BOTH else ["sqlite"]
        metafunc.parametrize("kind_of_database", kinds, scope="function")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database that tests copy."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated PostgreSQL database that tests clone."""
    with postgres.database(postgres_server) as url:
        migrate(url, tmp_path_factory.mktemp("template"))
        yield url


@pytest.fixture(scope="session")
def built_sqlite(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the tests' district in it that tests copy."""
    path = tmp_path_factory.mktemp("template") / "built.db"
    shutil.copy(empty_sqlite, path)
    build(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def school_sqlite(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built just now: what a browser looks at, whose clock nobody sets."""
    path = tmp_path_factory.mktemp("template") / "school.db"
    shutil.copy(empty_sqlite, path)
    with lent(f"sqlite:///{path}", path.parent) as app, app.app_context():
        District.built()
    return path


@pytest.fixture(scope="session")
def built_postgres(
    postgres_server: str, empty_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A PostgreSQL database with the tests' district in it that tests clone."""
    with postgres.database(postgres_server, template=empty_postgres) as url:
        build(url, tmp_path_factory.mktemp("template"))
        yield url


@pytest.fixture(scope="session")
def shelf(postgres_server: str) -> Iterator[Callable[[str], Shelf]]:
    """`shelf(template)` are the clones of a PostgreSQL database that tests hand on to one another."""
    shelves: dict[str, Shelf] = {}
    yield lambda template: shelves.setdefault(template, Shelf(postgres_server, template))
    for one in shelves.values():
        one.clear()


@pytest.fixture
def database_url(kind_of_database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    state = "built" if "district" in request.fixturenames else "empty"
    template = request.getfixturevalue(f"{state}_{'sqlite' if kind_of_database == 'sqlite' else 'postgres'}")
    if kind_of_database == "sqlite":
        path = tmp_path / "rollcall.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("shelf")(template).lent() as url:
            yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    with lent(database_url, tmp_path) as app:
        yield app


@pytest.fixture
def fixed_clock() -> Iterator["FixedClock"]:
    """A clock that stands still until a test moves it."""
    fixed = FixedClock()
    clock.set_clock(lambda: fixed.now)
    yield fixed
    clock.set_clock(None)


@pytest.fixture
def district(app: Flask, fixed_clock: "FixedClock") -> Iterator[District]:
    """Marshall Middle and Lincoln High with their rooms, devices and people; see tests/district.py."""
    with app.app_context():
        yield District()


@pytest.fixture
def visit(app: Flask, district: District) -> "Visits":
    """`visit("ivy")` is a browser in which Ivy has signed in."""
    return Visits(app)


@pytest.fixture
def phone(district: District, visit: "Visits") -> Callable[[str], Phone]:
    """`phone("ivy")` is a phone on which Ivy has signed in."""
    return lambda who: Phone(district, visit(who), who)


class FixedClock:
    def __init__(self) -> None:
        self.now = MORNING

    def pass_time(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


class Visits:
    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, who: str | None) -> Visitor:
        visitor = Visitor(self.app.test_client())
        if who is not None:
            visitor.sign_in(f"{who}@marshall.test")
        return visitor


def build(url: str, folder: Path) -> None:
    """Build the district there, on the morning when every test begins."""
    clock.set_clock(lambda: MORNING)
    try:
        with lent(url, folder) as app, app.app_context():
            District.built()
            db.engine.dispose()  # what is cloned has no guests
    finally:
        clock.set_clock(None)
